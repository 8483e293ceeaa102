import createClient from 'openapi-fetch';

import { address } from '../config';
import type { components, paths } from './schema';
import { Standing } from './standing';
import { authorisation } from './token';

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
    /** After how many seconds it may be tried again, where the server says so. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Who is signed in, as the server says it. */
export const standing: Standing<Schemas['Session']> = new Standing(() =>
  answer(client.GET('/api/v1/session')),
);

const mostAgain = 2;
/** What signs in and out: a refusal there is the answer. */
const ofSignIn = '/api/v1/session';

/** A request to the API as whoever is signed in. Without a session it waits until somebody signs in, and is sent
 *  again, unless that is somebody else than before. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(path, location.origin);
  for (let again = 0; ; again += 1) {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(authorisation())) headers.set(name, value);
    // oxlint-disable-next-line no-await-in-loop
    const response = await fetch(address(path), { ...init, headers });
    if (response.status !== 401 || pathname === ofSignIn || again === mostAgain) return response;
    // oxlint-disable-next-line no-await-in-loop
    if (!(await standing.regain(init.signal ?? undefined))) return response;
  }
}

export const client = createClient<paths>({
  baseUrl: '',
  fetch: async (asked) => {
    const { method, headers, signal } = asked;
    // Taken out of the request: handed on with it, it would be a stream, which Chromium sends over HTTP/2 only.
    const body = await asked.blob();
    return request(pathOf(asked.url), { method, headers, signal, body: body.size > 0 ? body : null });
  },
});

/** openapi-fetch wants whole addresses; what comes before the path is put in by `address`. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.origin);
  return pathname + search;
}

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
  const retryAfter = Number(got.response.headers.get('Retry-After') ?? undefined);
  throw new ApiError(
    got.response.status,
    problem?.detail ?? problem?.title ?? got.response.statusText,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

/** Paths of pictures, for `src` of `Picture`. */
export const thumbnailOf = (id: string, width: number) => `/api/v1/images/${id}/thumbnail?width=${width}`;
export const contentOf = (id: string) => `/api/v1/images/${id}/content`;
export const faceCropOf = (face: string, width = 160) => `/api/v1/faces/${face}/crop?width=${width}`;
export const photographOf = (person: string, photograph: string) =>
  `/api/v1/people/${person}/photographs/${photograph}`;
