import { isForeign } from '../config';

/** Bearer tokens are for pages of another origin than the API's, which get no cookies. Never in an address. */
const key = 'spotter.token';

let token: string | undefined;

export const usesTokens = (): boolean => isForeign();

/** The token of this tab: in memory, and in its session storage for a reload. */
export function currentToken(): string | undefined {
  if (!usesTokens()) return undefined;
  return (token ??= sessionStorage.getItem(key) ?? undefined);
}

export function setToken(next: string | undefined): void {
  token = next;
  if (next === undefined) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, next);
}

/** What a request says of who asks; nothing where a cookie does. */
export function authorisation(): Record<string, string> {
  const current = currentToken();
  return current === undefined ? {} : { Authorization: `Bearer ${current}` };
}
