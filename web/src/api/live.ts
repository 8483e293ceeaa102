import { useEffect, useSyncExternalStore } from 'react';

import { standing, type Schemas } from './client';
import { listen } from './stream';

export type Change = Schemas['Change'];
type Listener = (change: Change) => void;

/** Whether changes arrive: `waiting` while the connection is made or was lost. */
export type Connection = 'waiting' | 'open';

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let connection: Connection = 'waiting';

function set(next: Connection) {
  if (connection === next) return;
  connection = next;
  for (const watcher of watchers) watcher();
}

const firstPause = 3000;
const longestPause = 60_000;

let last = '';
let vain = 0;
/** Ends the stream that is open, or the pause before the next. */
let end: (() => void) | undefined;

/** Keeps the one stream of changes open while somebody may read it. Where it ends, it is opened anew after a pause, where
 *  it stopped. */
export function startLive(): void {
  standing.subscribe(follow);
  follow();
}

function follow(): void {
  const { kind } = standing.state();
  const wanted = kind === 'in' || kind === 'open';
  if (wanted && end === undefined) open();
  else if (!wanted && end !== undefined) {
    end();
    end = undefined;
    vain = 0;
    set('waiting');
  }
}

function open(): void {
  end = listen(`/api/v1/events${last === '' ? '' : `?after=${last}`}`, 'change', {
    onOpen: () => {
      vain = 0;
      set('open');
    },
    onEvent: ({ data, id }) => {
      last = id;
      const change = JSON.parse(data) as Change;
      for (const listener of listeners) listener(change);
    },
    onBreak: () => set('waiting'),
    onEnd: () => {
      set('waiting');
      // It may have ended because the session did.
      void standing.doubt();
      vain += 1;
      const pause = setTimeout(again, Math.min(firstPause * 2 ** Math.min(vain - 1, 5), longestPause));
      end = () => clearTimeout(pause);
    },
  });
}

function again(): void {
  end = undefined;
  follow();
}

/** Calls `listener` with each change for as long as the component stands; it must be stable (useCallback). */
export function useChanges(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

/** Without React: returns what ends it. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connection,
  );
}
