import { answer, ApiError, client, type Schemas } from '../../api/client';

export type Action = 'retry' | 'skip';
export type InboxEntry = Schemas['InboxEntry'];

/** One run over all takes at most so many. */
export const mostSettled = 10_000;

export interface Run {
  state: 'collecting' | 'running' | 'stopped' | 'finished';
  all: number;
  done: number;
  refused: number;
  /** The server's words on the first that it refused. */
  firstRefusal: string;
  cut: boolean;
}

export const page = (cursor?: string, signal?: AbortSignal) =>
  answer(client.GET('/api/v1/inbox', { params: { query: { cursor } }, signal }));

export function settle(id: string, action: Action, signal?: AbortSignal): Promise<unknown> {
  const params = { path: { id } };
  return answer(
    action === 'retry'
      ? client.POST('/api/v1/inbox/{id}/retry', { params, signal })
      : client.POST('/api/v1/inbox/{id}/skip', { params, signal }),
  );
}

/** Settles all that are in the inbox now, one after another. They are collected first: one that fails again while
 *  this runs is not tried a second time. Throws where the server does not answer. */
export async function settleAll(action: Action, signal: AbortSignal, tell: (run: Run) => void): Promise<Run> {
  let run: Run = { state: 'collecting', all: 0, done: 0, refused: 0, firstRefusal: '', cut: false };
  const told = (change: Partial<Run>) => {
    run = { ...run, ...change };
    tell(run);
  };
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    if (signal.aborted) break;
    // oxlint-disable-next-line no-await-in-loop
    const got = await page(cursor);
    for (const { id } of got.entries) ids.add(id);
    cursor = got.cursor;
    told({ all: ids.size });
  } while (cursor !== undefined && ids.size < mostSettled);
  told({ state: 'running', cut: cursor !== undefined });
  for (const id of ids) {
    if (signal.aborted) break;
    try {
      // oxlint-disable-next-line no-await-in-loop
      await settle(id, action);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) throw error;
      // Settled by somebody else meanwhile.
      if (error.status !== 404)
        told({ refused: run.refused + 1, firstRefusal: run.firstRefusal || error.message });
    }
    told({ done: run.done + 1 });
  }
  told({ state: signal.aborted ? 'stopped' : 'finished' });
  return run;
}
