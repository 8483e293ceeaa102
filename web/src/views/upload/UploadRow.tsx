import { useQuery } from '@tanstack/react-query';
import { RotateCcw, X } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'react-router';

import { answer, client } from '../../api/client';
import { formatBytes, texts } from '../../texts';
import { Button } from '../../ui/Button';
import { isFinalStatus, type Entry, type TakenImage } from '../../uploads/entry';
import { uploads } from '../../uploads/queue';
import { useEntry } from '../../uploads/useUploads';
import { EntryPicture } from './EntryPicture';

const mostLabels = 4;
/** Beside the live changes, which a broken connection may swallow. */
const askAgain = 10_000;

export function UploadRow({ entryKey }: { entryKey: string }) {
  const entry = useEntry(entryKey);
  if (!entry) return null;
  return (
    <div className={`upload-row upload-row-${entry.state}`}>
      <EntryPicture entry={entry} />
      <div className="upload-row-text">
        <p className="upload-row-name">
          {entry.image ? (
            <Link to={`/images/${entry.image.id}`}>{entry.name}</Link>
          ) : (
            <span>{entry.name}</span>
          )}
          <small>{formatBytes(entry.size)}</small>
        </p>
        {entry.image ? <Recognised image={entry.image} /> : <Sent entry={entry} />}
      </div>
      <RowButtons entry={entry} />
    </div>
  );
}

function Sent({ entry }: { entry: Entry }) {
  if (entry.state === 'sending')
    return (
      <progress max={entry.size} value={entry.sentBytes} aria-label={texts.upload.progressOf(entry.name)} />
    );
  return (
    <p className="upload-row-state" title={entry.reason}>
      <strong>{texts.upload.states[entry.state]}</strong> {entry.reason}
    </p>
  );
}

/** How far the server is with a picture, then what it saw. */
function Recognised({ image }: { image: TakenImage }) {
  const final = isFinalStatus(image.status);
  const { data } = useQuery({
    queryKey: ['uploaded', image.id, final],
    queryFn: () => answer(client.GET('/api/v1/images/{id}', { params: { path: { id: image.id } } })),
    refetchInterval: final ? false : askAgain,
    staleTime: final ? Infinity : askAgain,
  });
  useEffect(() => {
    if (data && isFinalStatus(data.status) && !final) uploads.heard(image.id, data.status);
  }, [data, final, image.id]);
  const labels = data?.labels?.slice(0, mostLabels).map((label) => label.Name) ?? [];
  return (
    <p className="upload-row-state">
      {image.duplicate && (
        <>
          <strong>{texts.upload.duplicate}</strong>{' '}
          <Link to={`/images/${image.id}`}>{texts.upload.duplicateLink}</Link>
          {' · '}
        </>
      )}
      <strong>{stageText(image)}</strong>
      {final && data && (
        <> {data.error?.detail ?? (labels.length > 0 ? labels.join(', ') : texts.upload.noLabels)}</>
      )}
    </p>
  );
}

const stageText = ({ status, stage }: TakenImage): string =>
  status === 'recognising' && stage !== ''
    ? (texts.upload.stages[stage] ?? stage)
    : texts.upload.statuses[status];

function RowButtons({ entry: { key, name, state } }: { entry: Entry }) {
  const remove =
    state === 'sent' || state === 'refused' ? texts.upload.removeOne(name) : texts.upload.cancelOne(name);
  return (
    <div className="upload-row-buttons">
      {state === 'failed' && (
        <Button kind="quiet" aria-label={texts.upload.retryOne(name)} onPress={() => uploads.retry([key])}>
          <RotateCcw aria-hidden />
        </Button>
      )}
      <Button kind="quiet" aria-label={remove} onPress={() => uploads.remove([key])}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
