import type { Schemas } from '../../../api/client';
import type { FilterName } from '../filters';
import { prefixes, tokensOf } from './parse';

/** A value that pictures have, offered for what was typed last. */
export interface Suggestion {
  name: FilterName;
  value: string;
  count: number;
}

type Facets = Schemas['Facets'];
type Listed = Exclude<keyof Facets, 'total' | 'months'>;

const listed: readonly (readonly [FilterName, Listed])[] = [
  ['label', 'labels'],
  ['person', 'people'],
  ['moderation', 'moderation'],
  ['status', 'statuses'],
  ['review', 'reviews'],
];
const most = 8;

/** Values that have what was typed last in them; those that begin with it come first, then frequent ones. */
export function suggest(text: string, facets: Facets): Suggestion[] {
  const last = /\s$/.test(text) ? undefined : tokensOf(text).at(-1);
  if (last === undefined || (last.prefix === '' && last.value === '')) return [];
  const typed = last.value.toLowerCase();
  const found = listed
    .filter(([name]) => last.prefix === '' || prefixes[last.prefix] === name)
    .flatMap(([name, list]) => facets[list].map(({ name: value, count }) => ({ name, value, count })))
    .filter(({ value }) => value.toLowerCase().includes(typed));
  const begins = ({ value }: Suggestion) => (value.toLowerCase().startsWith(typed) ? 0 : 1);
  return found.toSorted((a, b) => begins(a) - begins(b) || b.count - a.count).slice(0, most);
}

/** What was typed before the piece that a suggestion stands for. */
export const withoutLast = (text: string): string => text.slice(0, tokensOf(text).at(-1)?.start ?? 0);
