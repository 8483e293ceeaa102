import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

import { answer, client } from '../../api/client';
import { useChanges, type Change } from '../../api/live';

export const imageQuery = (id: string) =>
  queryOptions({
    queryKey: ['image', id],
    queryFn: () => answer(client.GET('/api/v1/images/{id}', { params: { path: { id } } })),
    // Changes are heard only while it is shown: what was kept since may be old.
    staleTime: 0,
  });

/** After a change of an image: it, the lists that hold it, its faces. */
export async function refresh(queries: QueryClient, id: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['image', id] }),
    queries.invalidateQueries({ queryKey: ['image-faces', id] }),
    queries.invalidateQueries({ queryKey: ['images'] }),
  ]);
}

/** A stage that was seen to begin, and to end. */
export interface LiveStage {
  name: string;
  startedAt: string;
  endedAt?: string;
  outcome: 'running' | 'ok' | 'failed';
}

/** The stages of a recognition under way, with one more change. */
export function withChange(stages: LiveStage[], change: Change): LiveStage[] {
  if (change.status === 'queued') return [];
  if (change.stage === '') return stages;
  const rest = stages.filter(({ name }) => name !== change.stage);
  if (change.outcome === '')
    return [...rest, { name: change.stage, startedAt: change.at, outcome: 'running' }];
  const startedAt = stages.find(({ name }) => name === change.stage)?.startedAt ?? change.at;
  return [...rest, { name: change.stage, startedAt, endedAt: change.at, outcome: change.outcome }];
}

/** An image, fetched again whenever the server tells of a change, and the stages seen meanwhile. */
export function useImage(id: string) {
  const queries = useQueryClient();
  const [seen, setSeen] = useState<{ id: string; stages: LiveStage[] }>({ id, stages: [] });
  useChanges(
    useCallback(
      (change: Change) => {
        if (change.id !== id) return;
        setSeen((now) => ({ id, stages: withChange(now.id === id ? now.stages : [], change) }));
        // A stage alone changes nothing of the item; what comes without one does, and a status.
        const known = queries.getQueryData(imageQuery(id).queryKey)?.status;
        if (change.stage === '' || change.status !== known) void refresh(queries, id);
      },
      [id, queries],
    ),
  );
  return { image: useQuery(imageQuery(id)), live: seen.id === id ? seen.stages : [] };
}
