import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answer, client, type Schemas } from '../../api/client';

export type Policy = Schemas['ModerationPolicy'];
export type ReviewState = Schemas['ReviewState'];

const pageSize = 50;

/** Images of a state of review. What was decided here is left out by the view: the pages stay as they were read. */
export const imagesQuery = (review: ReviewState) =>
  infiniteQueryOptions({
    queryKey: ['reviewed', review],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/images', {
          params: { query: { review, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  });

export const imageQuery = (id: string) =>
  queryOptions({
    queryKey: ['image', id],
    queryFn: () => answer(client.GET('/api/v1/images/{id}', { params: { path: { id } } })),
  });

/** Moderation labels and states of review with counts. */
export const facetsQuery = queryOptions({
  queryKey: ['review-facets'],
  queryFn: () => answer(client.GET('/api/v1/facets', { params: { query: { limit: 500 } } })),
  refetchInterval: 15_000,
});

export const policyQuery = queryOptions({
  queryKey: ['moderation-policy'],
  queryFn: () => answer(client.GET('/api/v1/moderation/policy')),
});

export const openOf = (facets: Schemas['Facets']): number =>
  facets.reviews.find(({ name }) => name === 'open')?.count ?? 0;

/** From which confidence on a label holds a picture; above 100: never. */
export const thresholdOf = (policy: Policy, label: string): number =>
  policy.labels[label] ?? policy.minConfidence;
