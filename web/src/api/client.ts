import createClient from 'openapi-fetch';

import { address } from '../config';
import type { components, paths } from './schema';

/** The records of the API, by their names in `openapi.json`. */
export type Schemas = components['schemas'];
export type ImageItem = Schemas['ImageItem'];
export type ImageSummary = Schemas['ImageSummary'];
export type Problem = Schemas['Problem'];

/** A refusal or failure, with the server's own words. `status` 0: the server was not reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

const asked = createClient<paths>({
  baseUrl: '',
  fetch: async (request) => {
    const { method, headers, signal } = request;
    // Taken out of the request: handed on with it, it would be a stream, which Chromium sends over HTTP/2 only.
    const body = await request.blob();
    return fetch(address(pathOf(request.url)), {
      method,
      headers,
      signal,
      body: body.size > 0 ? body : null,
    });
  },
});

/** openapi-fetch wants whole addresses; what comes before the path is put in by `address`. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.origin);
  return pathname + search;
}

export const client = asked;

/** What a call answered, or an ApiError. Use: `await answer(client.GET('/api/v1/stats'))`. */
export async function answer<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let got;
  try {
    got = await call;
  } catch {
    throw new ApiError(0, '');
  }
  if (got.response.ok) return got.data as T;
  const problem = got.error as Partial<Problem> | undefined;
  throw new ApiError(got.response.status, problem?.detail ?? problem?.title ?? got.response.statusText);
}

/** Addresses of pictures, for `src`. */
export const thumbnailOf = (id: string, width: number) =>
  address(`/api/v1/images/${id}/thumbnail?width=${width}`);
export const contentOf = (id: string) => address(`/api/v1/images/${id}/content`);
export const faceCropOf = (face: string, width = 160) => address(`/api/v1/faces/${face}/crop?width=${width}`);
export const photographOf = (person: string, photograph: string) =>
  address(`/api/v1/people/${person}/photographs/${photograph}`);
