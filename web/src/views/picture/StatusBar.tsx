import type { ImageItem } from '../../api/client';
import { texts } from '../../texts';
import { Notice } from '../../ui/Notice';
import { stageName } from './Timeline';
import type { LiveStage } from './useImage';

/** What is to be said of a picture's state: the stage it is at, or why it came to a bad end. */
export function StatusBar({ item, live }: { item: ImageItem; live: LiveStage[] }) {
  const { status, error } = item;
  const running = live.findLast(({ outcome }) => outcome === 'running');
  if (status === 'queued' || status === 'recognising')
    return (
      <Notice kind="info">
        <span className="pulse" aria-hidden />
        {texts.picture.status[status]}
        {running && <strong>{texts.picture.now(stageName(running.name))}</strong>}
      </Notice>
    );
  if (error === undefined) return null;
  return (
    <Notice kind={status === 'done' ? 'warning' : 'problem'}>
      <strong>{status === 'done' ? texts.picture.againFailed : texts.picture.status[status]}</strong>
      <span>
        {texts.picture.failedAt(stageName(error.stage), error.code)} {error.detail}
      </span>
    </Notice>
  );
}
