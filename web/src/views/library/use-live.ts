import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';

import { ApiError } from '../../api/client';
import { useChanges, useConnection, type Change } from '../../api/live';
import type { Session } from './session';

const countsEveryMs = 5000;
const retryMs = 5000;

/** What the server would refuse again. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500;

/** Brings changes into the list as they happen, and counts up to date every few seconds. */
export function useLive({ list }: Session): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  const onChange = useCallback(
    (change: Change) => {
      list.change(change);
      if (change.stage !== '') return;
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        void queries.invalidateQueries({ queryKey: ['facets'] });
      }, countsEveryMs);
    },
    [list, queries],
  );
  useChanges(onChange);

  // What failed because the server was away is asked for again every few seconds, and when it is back.
  const error = useSyncExternalStore(list.subscribe, () => list.error);
  const connection = useConnection();
  useEffect(() => {
    if (error === undefined || isRefusal(error)) return undefined;
    const again = setTimeout(() => list.retry(), retryMs);
    return () => clearTimeout(again);
  }, [error, list]);
  useEffect(() => {
    if (connection === 'open' && list.error !== undefined) list.retry();
  }, [connection, list]);
}
