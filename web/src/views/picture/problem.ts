import { ApiError } from '../../api/client';
import { texts } from '../../texts';

/** What to tell of an error: the server's own words where it spoke. */
export const wordsOf = (error: unknown): string =>
  error instanceof ApiError
    ? error.status === 0
      ? texts.shell.unreachable
      : error.message
    : error instanceof Error
      ? error.message
      : String(error);
