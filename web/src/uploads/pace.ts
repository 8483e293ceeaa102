// What an answer means for a file and for the queue, and how long the queue pauses.
import type { Answer } from './transport';

/** An error of one file (not of the connection) is met so often before it is told. */
export const mostErrors = 5;

const longestPause = 30_000;
const longestAsked = 120_000;

export type Meaning =
  | { kind: 'taken'; body: Record<string, unknown> }
  | { kind: 'refused'; reason: string }
  /** Refused for what the page is or asks, not for the file: trying again may help once that is settled. */
  | { kind: 'denied'; reason: string }
  /** Nobody is signed in, or not any more. */
  | { kind: 'out'; reason: string }
  /** The service had an error of its own with this file. */
  | { kind: 'error'; reason: string }
  /** The service asks for patience, or what stands before it says that it is away. */
  | { kind: 'busy'; reason: string; pause: number }
  /** No answer: not there, or the connection broke. */
  | { kind: 'silent' };

const notOfTheFile = new Set([403, 404, 405]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export function meaningOf({ status, body, retryAfter, statusText }: Answer): Meaning {
  if (status === 0) return { kind: 'silent' };
  const told = isRecord(body) && typeof body['detail'] === 'string' ? body['detail'] : undefined;
  const reason = told ?? `${status} ${statusText}`.trim();
  if (status < 300) {
    if (isRecord(body) && typeof body['id'] === 'string') return { kind: 'taken', body };
    return { kind: 'error', reason };
  }
  if (status === 401) return { kind: 'out', reason };
  if (status === 503 || status === 429 || status === 408)
    return { kind: 'busy', reason, pause: askedPause(retryAfter) };
  // Without the service's own words, a 5xx comes from something between that doesn't reach the service.
  if (status >= 500) return told ? { kind: 'error', reason } : { kind: 'silent' };
  return { kind: notOfTheFile.has(status) ? 'denied' : 'refused', reason };
}

/** Milliseconds of a Retry-After: seconds or a date. */
export function askedPause(retryAfter: string | null, now = Date.now()): number {
  if (retryAfter === null || retryAfter.trim() === '') return 0;
  const seconds = Number(retryAfter);
  const pause = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(pause) ? Math.min(Math.max(pause, 0), longestAsked) : 0;
}

/** The pause after `times` vain attempts in a row: grows to half a minute, at least what the server asked for, and a
 *  little by chance, so that many pages don't come back at once. */
export function pauseAfter(times: number, asked: number, chance = Math.random()): number {
  const grown = Math.min(1000 * 2 ** Math.max(times - 1, 0), longestPause);
  return Math.round(Math.max(grown, asked) + chance * 500);
}
