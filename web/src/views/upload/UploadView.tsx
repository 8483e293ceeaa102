import { useQuery } from '@tanstack/react-query';
import { Camera, FolderOpen, ImagePlus, Upload } from 'lucide-react';
import { useState } from 'react';

import { answer, client } from '../../api/client';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { mostKeptBytes } from '../../uploads/kept';
import { mostFiles, uploads } from '../../uploads/queue';
import { choose } from '../../uploads/take';
import { useUploads } from '../../uploads/useUploads';
import { CameraDialog } from './CameraDialog';
import { UploadList } from './UploadList';
import './upload.css';

export default function UploadView() {
  const { keys } = useUploads();
  return (
    <Page title={texts.upload.title}>
      <Sources />
      <Told />
      {keys.length === 0 ? (
        <p className="upload-none">{texts.upload.none}</p>
      ) : (
        <section className="upload-queue" aria-labelledby="upload-list">
          <h2 id="upload-list">{texts.upload.list}</h2>
          <Overall />
          <UploadList keys={keys} />
        </section>
      )}
    </Page>
  );
}

/** Where pictures may come from. */
function Sources() {
  const [photographing, setPhotographing] = useState(false);
  const limits = useQuery({ queryKey: ['limits'], queryFn: () => answer(client.GET('/api/v1/limits')) });
  const handheld = matchMedia('(pointer: coarse)').matches;
  // Browsers give the camera only to pages of HTTPS and of the own machine.
  const hasCamera = handheld || navigator.mediaDevices !== undefined;
  return (
    <div className="upload-drop">
      <Upload aria-hidden className="upload-drop-sign" />
      <p>{texts.upload.dropArea}</p>
      <div className="upload-buttons">
        <Button kind="primary" onPress={() => choose('files')}>
          <ImagePlus aria-hidden />
          {texts.upload.chooseFiles}
        </Button>
        <Button onPress={() => choose('folder')}>
          <FolderOpen aria-hidden />
          {texts.upload.chooseFolder}
        </Button>
        {hasCamera && (
          <Button onPress={() => (handheld ? choose('camera') : setPhotographing(true))}>
            <Camera aria-hidden />
            {texts.upload.takePhoto}
          </Button>
        )}
      </div>
      {limits.data && (
        <p className="upload-limits">{texts.upload.dropLimits(limits.data.formats, limits.data.maxBytes)}</p>
      )}
      {photographing && <CameraDialog onClose={() => setPhotographing(false)} />}
    </div>
  );
}

/** What the queue has to tell beside its rows. */
function Told() {
  const { totals, server, leftOut } = useUploads();
  const odd = leftOut.notTaken + leftOut.unreadable > 0;
  return (
    <>
      {server.kind !== 'fine' && totals.waiting > 0 && (
        <Notice kind="warning">{texts.upload.server(server)}</Notice>
      )}
      {(odd || leftOut.cut) && (
        <Notice kind="warning">
          <span>
            {[odd ? texts.upload.leftOut(leftOut) : '', leftOut.cut ? texts.upload.cut(mostFiles) : ''].join(
              ' ',
            )}
          </span>
          <Button onPress={() => uploads.forgetLeftOut()}>{texts.upload.dismiss}</Button>
        </Notice>
      )}
      {totals.notKept > 0 && (
        <Notice kind="warning">{texts.upload.notKept(totals.notKept, mostKeptBytes)}</Notice>
      )}
    </>
  );
}

function Overall() {
  const { totals } = useUploads();
  const [cancelling, setCancelling] = useState(false);
  const unfinished = totals.waiting + totals.sending + totals.failed;
  return (
    <div className="upload-overall">
      <progress
        value={totals.bytes === 0 ? 1 : totals.sentBytes}
        max={totals.bytes === 0 ? 1 : totals.bytes}
        aria-label={texts.upload.overall}
      />
      <p>{texts.upload.counts(totals)}</p>
      <div className="upload-buttons">
        {totals.failed > 0 && (
          <Button onPress={() => uploads.retryFailed()}>{texts.upload.retryFailed}</Button>
        )}
        {totals.sent + totals.refused > 0 && (
          <Button onPress={() => uploads.removeFinished()}>{texts.upload.removeFinished}</Button>
        )}
        {unfinished > 0 && (
          <Button kind="danger" onPress={() => setCancelling(true)}>
            {texts.upload.cancelAll}
          </Button>
        )}
      </div>
      <Dialog
        title={texts.upload.cancelAllTitle}
        open={cancelling && unfinished > 0}
        onClose={() => setCancelling(false)}
        buttons={
          <>
            <Button onPress={() => setCancelling(false)}>{texts.upload.keepOn}</Button>
            <Button
              kind="danger"
              onPress={() => {
                setCancelling(false);
                uploads.removeUnfinished();
              }}
            >
              {texts.upload.cancelAll}
            </Button>
          </>
        }
      >
        <p>{texts.upload.cancelAllAbout(unfinished)}</p>
      </Dialog>
    </div>
  );
}
