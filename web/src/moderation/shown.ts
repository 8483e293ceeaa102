import { useSyncExternalStore } from 'react';

// Which pictures with moderation labels are shown clearly: single ones until the page is left, all for the session.
const key = 'spotter.unsafe';
const shown = new Set<string>();
const listeners = new Set<() => void>();
let all = sessionStorage.getItem(key) === 'shown';

function tell() {
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function toggleShown(id: string): void {
  if (!shown.delete(id)) shown.add(id);
  tell();
}

export function showAll(is: boolean): void {
  all = is;
  if (!is) shown.clear();
  sessionStorage.setItem(key, is ? 'shown' : 'hidden');
  tell();
}

export const useAllShown = (): boolean => useSyncExternalStore(subscribe, () => all);
export const useShown = (id: string): boolean => useSyncExternalStore(subscribe, () => all || shown.has(id));
