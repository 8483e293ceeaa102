import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { answer, ApiError, request, standing, type Schemas } from './client';

// Other than browsers, node knows no address that the page's own could be relative to.
vi.hoisted(() => {
  const { Request: Whole } = globalThis;
  globalThis.Request = class extends Whole {
    constructor(path: RequestInfo | URL, init?: RequestInit) {
      super(typeof path === 'string' ? new URL(path, 'http://spotter.test') : path, init);
    }
  };
});

const session = (accessKeyId?: string): Schemas['Session'] => ({
  keysExist: true,
  mayManageKeys: false,
  ...(accessKeyId !== undefined && { accessKeyId }),
});
const json = (status: number, body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

/** A server: who it says is signed in, and what it was sent. */
let server: { session: ReturnType<typeof session>; refuses: boolean; asked: string[] };

beforeEach(() => {
  server = { session: session('A'), refuses: false, asked: [] };
  vi.stubGlobal('location', new URL('http://spotter.test/app/'));
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    if (path === '/api/v1/session')
      return method === 'GET' ? json(200, server.session) : json(401, { detail: 'wrong' });
    server.asked.push(`${method} ${path} ${body instanceof Blob ? await body.text() : ''}`.trim());
    return server.refuses ? json(401, { detail: 'who?' }) : json(200, { images: 1 });
  });
  standing.take(session('A'));
});
afterEach(() => vi.unstubAllGlobals());

const lose = () => {
  server.session = session();
  server.refuses = true;
};
const signInAs = (who: string) => {
  server.session = session(who);
  server.refuses = false;
  standing.take(session(who));
};

it('sends a refused request again, body and all, once the same one has signed in', async () => {
  lose();
  const body = new Blob(['{"name":"Ada"}']);
  const got = request('/api/v1/people/p', { method: 'PATCH', body });
  await vi.waitFor(() => expect(standing.state()).toMatchObject({ kind: 'out', lost: true }));
  signInAs('A');
  expect((await got).status).toBe(200);
  const sent = 'PATCH /api/v1/people/p {"name":"Ada"}';
  expect(server.asked).toEqual([sent, sent]);
});

it('leaves it refused where somebody else has signed in', async () => {
  lose();
  const got = request('/api/v1/stats');
  await vi.waitFor(() => expect(standing.isOut).toBe(true));
  signInAs('B');
  expect((await got).status).toBe(401);
  expect(server.asked).toHaveLength(1);
});

it('does not ask for ever where a session is said to be there', async () => {
  server.refuses = true;
  expect((await request('/api/v1/stats')).status).toBe(401);
  expect(server.asked).toHaveLength(3);
});

it('takes a refused login as its answer', async () => {
  expect((await request('/api/v1/session', { method: 'POST' })).status).toBe(401);
  expect(standing.state().kind).toBe('in');
});

const refused = (response: Response, error: object) =>
  answer(Promise.resolve({ error, response })).catch((thrown: unknown) => thrown);

it('tells an error in the server’s words, and how long to wait', async () => {
  const busy = await refused(json(429, {}, { 'Retry-After': '42' }), { detail: 'too often' });
  expect(busy).toBeInstanceOf(ApiError);
  expect(busy).toMatchObject({ status: 429, message: 'too often', retryAfter: 42 });
  expect(await refused(json(500, {}), { detail: 'broken' })).toMatchObject({ retryAfter: undefined });
});
