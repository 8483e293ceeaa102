import { texts } from '../texts';
import { ApiError } from './client';

/** An error in words: the server's own where it said some. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError && error.status === 0) return texts.shell.unreachable;
  return error instanceof Error ? error.message : String(error);
}
