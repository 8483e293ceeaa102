import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, ApiError, client, type Schemas } from '../../api/client';

export type AccessKey = Schemas['AccessKey'];
export type MadeKey = Schemas['CreatedAccessKey'];

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async () => (await answer(client.GET('/api/v1/keys'))).keys,
});

export const createKey = (body: Schemas['NewAccessKey']): Promise<MadeKey> =>
  answer(client.POST('/api/v1/keys', { body }));

export const revokeKey = (id: string, secret: string): Promise<unknown> =>
  answer(
    client.DELETE('/api/v1/keys/{id}', {
      params: { path: { id }, header: secret === '' ? {} : { 'X-Spotter-Secret': secret } },
    }),
  );

/** A policy as it would be attached, or why it can't be. */
export type Checked = { policy: string } | { problem: string };

/** `policy`: a document, or the word for one of the server's. */
export const checkQuery = (policy: string) =>
  queryOptions({
    queryKey: ['policy-check', policy],
    queryFn: async ({ signal }): Promise<Checked> => {
      try {
        return await answer(client.POST('/api/v1/policies/check', { body: { policy }, signal }));
      } catch (error) {
        if (error instanceof ApiError && (error.status === 422 || error.status === 413))
          return { problem: error.message };
        throw error;
      }
    },
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
