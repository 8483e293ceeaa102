import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactNode } from 'react';

import { ApiError } from '../api/client';
import { useStanding } from '../api/session';
import { texts } from '../texts';
import { Dialog } from '../ui/Dialog';
import { Failed } from '../ui/Failed';
import { LoginForm } from './LoginForm';
import './login.css';

const words = texts.access;

const makeQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one; what may pass is tried again.
        retry: (failures, error) =>
          failures < 3 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });

/** Lets those in who are signed in, or everybody where there are no keys. Where a session ends by itself the page stays as
 *  it is under the login; for somebody else it begins anew. */
export function Entrance({ children }: { children: ReactNode }) {
  const { kind, who, lost, held, epoch, error } = useStanding();
  // oxlint-disable-next-line react/exhaustive-deps -- what was read as one is not for another
  const queries = useMemo(makeQueries, [epoch]);
  const inside = kind === 'in' || kind === 'open' || lost;
  return (
    <QueryClientProvider key={epoch} client={queries}>
      {inside && children}
      {kind === 'asking' && <Asking error={error} />}
      {kind === 'out' && !inside && <Login />}
      <Dialog title={words.again} open={kind === 'out' && inside && !held} onClose={() => {}} stays>
        <p>{who === '' ? words.says : words.lost}</p>
        <LoginForm known={who} />
      </Dialog>
    </QueryClientProvider>
  );
}

function Login() {
  useEffect(() => {
    document.title = `${words.title} · ${texts.shell.name}`;
  }, []);
  return (
    <main className="login">
      <span className="brand">{texts.shell.name}</span>
      <div className="login-box">
        <h1>{words.title}</h1>
        <p>{words.says}</p>
        <LoginForm />
      </div>
    </main>
  );
}

function Asking({ error }: { error: unknown }) {
  return (
    <main className="login">
      <span className="brand">{texts.shell.name}</span>
      {error === undefined ? <p role="status">{words.asking}</p> : <Failed error={error} />}
    </main>
  );
}
