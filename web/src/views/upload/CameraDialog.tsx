import { Camera } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { uploads } from '../../uploads/queue';

/** The camera's picture with a shutter. It is switched off when the dialog goes. */
export function CameraDialog({ onClose }: { onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'opening' | 'open' | { failed: string }>('opening');
  const [taken, setTaken] = useState(0);
  useEffect(() => {
    let gone = false;
    let stream: MediaStream | undefined;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    navigator.mediaDevices
      .getUserMedia({ video: { width: { ideal: 4096 }, height: { ideal: 2160 }, facingMode: 'environment' } })
      .then((opened) => {
        stream = opened;
        // It may be allowed only after the dialog was closed.
        if (gone || !video.current) return stop();
        video.current.srcObject = opened;
        return video.current.play().then(() => setState('open'));
      })
      .catch((error: unknown) => {
        if (!gone) setState({ failed: error instanceof Error ? error.message : String(error) });
      });
    return () => {
      gone = true;
      stop();
    };
  }, []);

  const take = async () => {
    if (!video.current) return;
    const file = await still(video.current);
    if (!file) return;
    uploads.add([file]);
    setTaken(taken + 1);
    announce(texts.upload.photoTaken(taken + 1));
  };

  return (
    <Dialog
      title={texts.upload.camera}
      open
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{texts.shell.close}</Button>
          <Button kind="primary" isDisabled={state !== 'open'} onPress={() => void take()}>
            <Camera aria-hidden />
            {texts.upload.shutter}
          </Button>
        </>
      }
    >
      {typeof state === 'object' ? (
        <Notice kind="problem">{texts.upload.cameraFailed(state.failed)}</Notice>
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- there is no sound
        <video
          ref={video}
          className="upload-video"
          muted
          playsInline
          aria-label={texts.upload.cameraPreview}
        />
      )}
      {taken > 0 && <p>{texts.upload.photoTaken(taken)}</p>}
    </Dialog>
  );
}

async function still(video: HTMLVideoElement): Promise<File | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  return blob ? new File([blob], texts.upload.photoName(new Date()), { type: 'image/jpeg' }) : undefined;
}
