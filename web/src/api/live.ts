import { useEffect, useSyncExternalStore } from 'react';

import { address } from '../config';
import type { Schemas } from './client';

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

/** Opens the one stream of changes. The browser connects again by itself and says where it stopped; where it gives
 *  up (an error answer), it is opened anew after a pause. */
export function startLive(): void {
  let last = '';
  const open = () => {
    const source = new EventSource(address(`/api/v1/events${last === '' ? '' : `?after=${last}`}`));
    source.addEventListener('open', () => set('open'));
    source.addEventListener('change', (event: MessageEvent<string>) => {
      last = event.lastEventId;
      const change = JSON.parse(event.data) as Change;
      for (const listener of listeners) listener(change);
    });
    source.addEventListener('error', () => {
      set('waiting');
      if (source.readyState !== EventSource.CLOSED) return;
      source.close();
      setTimeout(open, 3000);
    });
  };
  open();
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
