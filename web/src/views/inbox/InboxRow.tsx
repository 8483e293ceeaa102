import { FileWarning, RotateCcw, Archive } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';

import { thumbnailOf } from '../../api/client';
import { formatTime, texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Picture } from '../../ui/Picture';
import type { Action, InboxEntry } from './settle';

interface InboxRowProps {
  entry: InboxEntry;
  busy: boolean;
  onSettle: (action: Action) => void;
}

export function InboxRow({ entry, busy, onSettle }: InboxRowProps) {
  const attempts = texts.inbox.attempts(entry.errors, entry.crashes);
  return (
    <li className="inbox-row">
      <Thumbnail id={entry.id} />
      <div className="inbox-text">
        <h2>
          <Link to={`/images/${entry.id}`}>{entry.imageId}</Link>
        </h2>
        <p className="inbox-reason">{texts.inbox.reason(entry.stage, entry.code)}</p>
        {entry.detail !== '' && <p className="inbox-detail">{entry.detail}</p>}
        <p className="inbox-when">
          {attempts !== '' && `${attempts}, `}
          {texts.inbox.since(formatTime(entry.since))}
        </p>
      </div>
      <div className="inbox-buttons">
        <Button
          isDisabled={busy}
          aria-label={texts.inbox.retryOne(entry.imageId)}
          onPress={() => onSettle('retry')}
        >
          <RotateCcw aria-hidden />
          {texts.inbox.retry}
        </Button>
        <Button
          isDisabled={busy}
          aria-label={texts.inbox.skipOne(entry.imageId)}
          onPress={() => onSettle('skip')}
        >
          <Archive aria-hidden />
          {texts.inbox.skip}
        </Button>
      </div>
    </li>
  );
}

/** A picture that could not even be decoded has none. */
function Thumbnail({ id }: { id: string }) {
  const [missing, setMissing] = useState(false);
  return (
    <span className="inbox-picture">
      {missing ? (
        <FileWarning aria-hidden />
      ) : (
        <Picture src={thumbnailOf(id, 240)} alt="" loading="lazy" onError={() => setMissing(true)} />
      )}
    </span>
  );
}
