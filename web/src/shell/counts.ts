import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { answer, client } from '../api/client';
import { onChange } from '../api/live';
import { formatNumber } from '../texts';

/** At most so often while pictures come to their end. */
const pause = 5000;
const askAgain = 60_000;

/** What waits for a person, by the path of its view; empty: nothing does. */
export function useCounts(): Record<string, string> {
  const queries = useQueryClient();
  // By its first page: `images.failed` of the statistics counts those put aside too.
  const inbox = useQuery({
    queryKey: ['counts', 'inbox'],
    queryFn: () => answer(client.GET('/api/v1/inbox')),
    refetchInterval: askAgain,
  });
  const reviews = useQuery({
    queryKey: ['counts', 'reviews'],
    queryFn: () => answer(client.GET('/api/v1/facets', { params: { query: { review: 'open', limit: 1 } } })),
    refetchInterval: askAgain,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = onChange(({ status }) => {
      if (status === 'queued' || status === 'recognising') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['counts'] });
      }, pause);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [queries]);
  return {
    '/inbox': told(inbox.data?.entries.length, inbox.data?.cursor !== undefined),
    '/review': told(reviews.data?.total),
  };
}

const told = (value = 0, more = false): string =>
  value === 0 ? '' : `${formatNumber(value)}${more ? '+' : ''}`;
