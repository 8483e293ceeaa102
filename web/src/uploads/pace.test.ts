import { expect, it } from 'vitest';

import { askedPause, meaningOf, pauseAfter } from './pace';

const answer = (status: number, body?: unknown, retryAfter: string | null = null) => ({
  status,
  statusText: 'Words',
  body,
  retryAfter,
});

it('takes an image, and nothing that only looks like an answer', () => {
  expect(meaningOf(answer(202, { id: 'a' })).kind).toBe('taken');
  expect(meaningOf(answer(200, '<html>')).kind).toBe('error');
});

it('gives the server the last word on a file', () => {
  expect(meaningOf(answer(422, { detail: 'this is a PDF' }))).toEqual({
    kind: 'refused',
    reason: 'this is a PDF',
  });
  expect(meaningOf(answer(413))).toEqual({ kind: 'refused', reason: '413 Words' });
  expect(meaningOf(answer(403, { detail: 'not from this page' })).kind).toBe('denied');
  expect(meaningOf(answer(401, { detail: 'sign in' }))).toEqual({ kind: 'out', reason: 'sign in' });
});

it('waits where the server asks for it, is silent or hidden behind something', () => {
  expect(meaningOf(answer(503, { detail: 'full' }, '5'))).toEqual({
    kind: 'busy',
    reason: 'full',
    pause: 5000,
  });
  expect(meaningOf(answer(0)).kind).toBe('silent');
  expect(meaningOf(answer(502, 'Bad gateway')).kind).toBe('silent');
  expect(meaningOf(answer(500, { detail: 'disk error' })).kind).toBe('error');
});

it('reads Retry-After as seconds or a date, within bounds', () => {
  const now = Date.parse('2026-11-24T00:00:00Z');
  expect(askedPause('7', now)).toBe(7000);
  expect(askedPause('Tue, 24 Nov 2026 00:00:09 GMT', now)).toBe(9000);
  expect(askedPause('86400', now)).toBe(120_000);
  expect(askedPause('soon', now)).toBe(0);
  expect(askedPause(null, now)).toBe(0);
});

it('pauses longer each time, to a bound, and never less than asked for', () => {
  expect([1, 2, 3, 6, 50].map((times) => pauseAfter(times, 0, 0))).toEqual([
    1000, 2000, 4000, 30_000, 30_000,
  ]);
  expect(pauseAfter(1, 60_000, 0)).toBe(60_000);
});
