import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { endedByOwnHand } from '../../api/session';
import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Failed } from '../../ui/Failed';
import { focusContent } from '../../ui/focus';
import { OwnSecret } from './OwnSecret';
import { keysQuery, revokeKey, type AccessKey } from './queries';

const words = texts.keys;

interface RevokeProps {
  value: AccessKey;
  /** There is no other one. */
  last: boolean;
  onClose: () => void;
}

/** Asks before a key is revoked, and for the own secret. */
export function Revoke({ value: { accessKeyId, description, current }, last, onClose }: RevokeProps) {
  const queries = useQueryClient();
  const [secret, setSecret] = useState('');
  const revoking = useMutation({
    mutationFn: async () => {
      if (secret.trim() === '') throw new Error(words.ownSecretMissing);
      await revokeKey(accessKeyId, secret.trim());
    },
    onSuccess: async () => {
      announce(words.revoked(accessKeyId));
      onClose();
      if (current) await endedByOwnHand();
      else {
        await queries.invalidateQueries({ queryKey: keysQuery.queryKey });
        focusContent();
      }
    },
  });
  return (
    <Dialog title={words.revokeTitle(accessKeyId)} open onClose={onClose}>
      <form
        className="key-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!revoking.isPending) revoking.mutate();
        }}
      >
        <p>
          <strong>{description || words.noDescription}</strong>
        </p>
        <p>{words.revokeSays}</p>
        {last ? <p>{words.revokeLast}</p> : current && <p>{words.revokeOwn}</p>}
        <OwnSecret value={secret} onValue={setSecret} />
        {revoking.error && <Failed key={revoking.submittedAt} error={revoking.error} />}
        <div className="dialog-buttons">
          <Button onPress={onClose}>{texts.shell.cancel}</Button>
          <Button kind="danger" type="submit" isDisabled={revoking.isPending}>
            {words.revoke}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
