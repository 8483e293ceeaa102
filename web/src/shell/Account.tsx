import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useState } from 'react';

import { signOut, useStanding } from '../api/session';
import { texts } from '../texts';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Failed } from '../ui/Failed';
import { uploads } from '../uploads/queue';
import { useUploads } from '../uploads/useUploads';
import './account.css';

const words = texts.access;

/** Who is signed in, and the way out; nothing where nobody signs in. */
export function Account() {
  const { kind, who, told } = useStanding();
  const { totals } = useUploads();
  const [asked, setAsked] = useState(false);
  const leaving = useMutation({ mutationFn: signOut });
  const unfinished = totals.waiting + totals.sending + totals.failed;
  if (who === '' || kind === 'open') return null;
  return (
    <header className="account">
      <p>
        <span className="account-label">{words.account} </span>
        <strong title={who}>{told?.description || who}</strong>
      </p>
      <Button
        kind="quiet"
        isDisabled={leaving.isPending}
        onPress={() => (unfinished > 0 ? setAsked(true) : leaving.mutate())}
      >
        <LogOut aria-hidden />
        {words.signOut}
      </Button>
      {leaving.error && <Failed error={leaving.error} />}
      <Dialog
        title={words.signOutTitle}
        open={asked}
        onClose={() => setAsked(false)}
        buttons={
          <>
            <Button onPress={() => setAsked(false)}>{words.stay}</Button>
            <Button
              kind="danger"
              onPress={() => {
                setAsked(false);
                uploads.removeUnfinished();
                leaving.mutate();
              }}
            >
              {words.signOut}
            </Button>
          </>
        }
      >
        <p>{words.signOutSays(unfinished)}</p>
      </Dialog>
    </header>
  );
}
