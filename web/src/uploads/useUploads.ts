import { useEffect, useSyncExternalStore } from 'react';

import { uploads, type Snapshot } from './queue';
import type { Entry } from './entry';

export const useUploads = (): Snapshot => useSyncExternalStore(uploads.subscribe, uploads.snapshot);

/** One file; a row is drawn anew only for its own changes. */
export const useEntry = (key: string): Entry | undefined =>
  useSyncExternalStore(uploads.subscribe, () => uploads.entry(key));

export function useStartedUploads(): void {
  useEffect(() => uploads.start(), []);
}
