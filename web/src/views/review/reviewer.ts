const key = 'spotter.reviewer';

/** The name that decisions are sent with; this browser remembers it. */
export const storedReviewer = (): string => localStorage.getItem(key) ?? '';
export const storeReviewer = (name: string): void => localStorage.setItem(key, name);
