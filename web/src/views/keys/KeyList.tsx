import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useStanding } from '../../api/session';
import { formatTime, texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Failed } from '../../ui/Failed';
import { keysQuery, type AccessKey } from './queries';
import { Revoke } from './Revoke';
import { inShort } from './summary';

const words = texts.keys;

export function KeyList() {
  const { data: keys, dataUpdatedAt, error, refetch } = useQuery(keysQuery);
  const { told } = useStanding();
  const [revoking, setRevoking] = useState<AccessKey>();
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (keys === undefined) return <p>{texts.shell.loading}</p>;
  return (
    <>
      <ul className="keys" aria-label={words.list}>
        {keys.map((key) => (
          <Key
            key={key.accessKeyId}
            value={key}
            at={dataUpdatedAt}
            {...(told?.mayManageKeys && { onRevoke: () => setRevoking(key) })}
          />
        ))}
      </ul>
      {revoking && (
        <Revoke value={revoking} last={keys.length === 1} onClose={() => setRevoking(undefined)} />
      )}
    </>
  );
}

/** `at`: when it was read. Without `onRevoke` it is only shown. */
function Key({ value, at, onRevoke }: { value: AccessKey; at: number; onRevoke?: () => void }) {
  const { accessKeyId, description, policy, createdAt, expiresAt, temporary, current } = value;
  const expired = expiresAt !== undefined && Date.parse(expiresAt) < at;
  return (
    <li className="key">
      <div className="key-head">
        <h2>{description || words.noDescription}</h2>
        <p>
          <code>{accessKeyId}</code>
          {current && <span className="key-mark">{words.own}</span>}
          {temporary && <span className="key-mark">{words.temporary}</span>}
        </p>
      </div>
      {onRevoke && (
        <Button kind="danger" aria-label={words.revokeOf(accessKeyId)} onPress={onRevoke}>
          {words.revoke}
        </Button>
      )}
      <dl>
        <div>
          <dt>{words.created}</dt>
          <dd>{formatTime(createdAt)}</dd>
        </div>
        <div>
          <dt>{expired ? words.expired : words.expires}</dt>
          <dd className={expired ? 'key-expired' : ''}>
            {expiresAt === undefined ? words.never : formatTime(expiresAt)}
          </dd>
        </div>
        <div className="key-allows">
          <dt>{words.allows}</dt>
          <dd>{inShort(policy)}</dd>
        </div>
      </dl>
      <details>
        <summary>{words.document}</summary>
        <Document text={policy} />
      </details>
    </li>
  );
}

/** A policy document, in lines of its own. */
export function Document({ text }: { text: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
    <pre className="key-document" tabIndex={0} role="region" aria-label={words.document}>
      {laidOut(text)}
    </pre>
  );
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
