import { useSyncExternalStore } from 'react';

import { answer, client, standing, type Schemas } from './client';
import type { State } from './standing';
import { setToken, usesTokens } from './token';

export type Session = Schemas['Session'];

const askAgain = 3000;

/** Begins: asks who is signed in, until it is known, and again whenever somebody comes back to the page. */
export async function startSession(): Promise<void> {
  document.addEventListener('visibilitychange', () => {
    // Another tab may have signed in or out meanwhile.
    if (document.visibilityState === 'visible') void standing.doubt();
  });
  await standing.doubt();
  if (standing.state().kind === 'asking') setTimeout(() => void askUntilKnown(), askAgain);
}

async function askUntilKnown(): Promise<void> {
  await standing.doubt();
  if (standing.state().kind === 'asking') setTimeout(() => void askUntilKnown(), askAgain);
}

/** Errors: ApiError, 401 for a wrong key or secret, 429 for too many attempts. */
export async function signIn(given: Schemas['NewSession']): Promise<void> {
  const body = usesTokens() ? { ...given, bearer: true } : given;
  const session: Session & { token?: string } = await answer(client.POST('/api/v1/session', { body }));
  if (usesTokens()) setToken(session.token);
  standing.take(session);
}

export async function signOut(): Promise<void> {
  await answer(client.DELETE('/api/v1/session'));
  setToken(undefined);
  standing.leave();
}

/** After what ended the own session: the login is asked for as after signing out, unless nobody signs in any more. */
export async function endedByOwnHand(): Promise<void> {
  setToken(undefined);
  await standing.doubt();
  if (standing.isOut) standing.leave();
}

export const useStanding = (): State<Session> => useSyncExternalStore(standing.subscribe, standing.state);
