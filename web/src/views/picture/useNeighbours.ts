import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { answer, client, thumbnailOf, type ImageItem, type ImageSummary } from '../../api/client';
import type { paths } from '../../api/schema';
import { currentToken } from '../../api/token';
import { address, isForeign } from '../../config';
import { imageQuery } from './useImage';

type Filters = NonNullable<paths['/api/v1/images']['get']['parameters']['query']>;

const names = [
  'label',
  'text',
  'person',
  'moderation',
  'status',
  'minConfidence',
  'from',
  'to',
  'q',
  'review',
] as const;

/** The list's filters, as the library hands them on in the address. */
export function filtersIn(search: string): Filters {
  const params = new URLSearchParams(search);
  return Object.fromEntries(
    names.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])),
  ) as Filters;
}

/** The one after an image in a list that is newest first; where it isn't in it, the first older one. */
export function olderIn(images: ImageSummary[], item: Pick<ImageItem, 'id' | 'uploadedAt'>) {
  const at = images.findIndex(({ id }) => id === item.id);
  return at >= 0 ? images[at + 1] : images.find(({ uploadedAt }) => uploadedAt < item.uploadedAt);
}

/** The one before it; where it isn't in the list, the last newer one. */
export function newerIn(images: ImageSummary[], item: Pick<ImageItem, 'id' | 'uploadedAt'>) {
  const at = images.findIndex(({ id }) => id === item.id);
  return at >= 0 ? images[at - 1] : images.findLast(({ uploadedAt }) => uploadedAt > item.uploadedAt);
}

const list = async (query: Filters) =>
  (await answer(client.GET('/api/v1/images', { params: { query } }))).images;

/** `to` leaves its own moment out, so a millisecond more takes in all that were uploaded in the same one. */
const older = async (item: ImageItem, filters: Filters) => {
  const to = new Date(Date.parse(item.uploadedAt) + 1).toISOString();
  return olderIn(await list({ ...filters, to, limit: 50 }), item);
};

/** Lists are newest first, so the next newer one is at the end of those from here on: on their last page, or at the
 *  end of the page before. */
const newer = async (item: ImageItem, filters: Filters) => {
  const query = { ...filters, from: item.uploadedAt, limit: 100 };
  const { cursors } = await answer(client.GET('/api/v1/pages', { params: { query } }));
  const last = await list({ ...query, cursor: cursors.at(-1) || undefined });
  const found = newerIn(last, item);
  if (found !== undefined || cursors.length < 2) return found;
  return (await list({ ...query, cursor: cursors.at(-2) || undefined })).at(-1);
};

/** The pictures around one in the library's list, with their items fetched ahead. */
export function useNeighbours(item: ImageItem, search: string): { newer?: string; older?: string } {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['images', 'neighbours', item.id, search],
    queryFn: async () => {
      const filters = filtersIn(search);
      const [before, after] = await Promise.all([newer(item, filters), older(item, filters)]);
      return { newer: before?.id, older: after?.id };
    },
  });
  useEffect(() => {
    for (const id of [data?.newer, data?.older]) {
      if (id === undefined) continue;
      void queries.prefetchQuery(imageQuery(id));
      if (currentToken() !== undefined) continue;
      const ahead = new Image();
      if (isForeign()) ahead.crossOrigin = 'anonymous';
      ahead.src = address(thumbnailOf(id, 1600));
    }
  }, [queries, data]);
  return data ?? {};
}
