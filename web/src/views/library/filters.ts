import type { Schemas } from '../../api/client';

type Status = Schemas['Status'];
type ReviewState = Schemas['ReviewState'];

/** What the list of images is asked for; the names are those of the API and of the page's address. */
export interface Filters {
  q?: string;
  label?: string;
  text?: string;
  person?: string;
  moderation?: string;
  status?: Status;
  review?: ReviewState;
  minConfidence?: number;
  from?: string;
  to?: string;
}
export type FilterName = keyof Filters;

export const statuses: readonly Status[] = ['queued', 'recognising', 'done', 'rejected', 'failed', 'erased'];
export const reviewStates: readonly ReviewState[] = ['open', 'approved', 'rejected'];

const names: readonly FilterName[] = [
  'q',
  'label',
  'text',
  'person',
  'moderation',
  'status',
  'review',
  'minConfidence',
  'from',
  'to',
];
/** Filters that a confidence belongs to. */
const confident: readonly FilterName[] = ['label', 'text', 'person', 'moderation'];
const longest = 200;

/** A day that the calendar has: `2026-11-24`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const isTime = (text: string): boolean =>
  isDay(text) || (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)));

/** One value as it may stand in an address, or undefined where it can't be meant. */
function valueOf(name: FilterName, written: string): Filters[FilterName] {
  const value = written.trim().slice(0, longest);
  if (value === '') return undefined;
  if (name === 'status') return statuses.find((status) => status === value);
  if (name === 'review') return reviewStates.find((state) => state === value);
  if (name === 'from' || name === 'to') return isTime(value) ? value : undefined;
  if (name !== 'minConfidence') return value;
  const confidence = Number(value);
  return confidence > 0 && confidence <= 100 ? confidence : undefined;
}

/** Whether a confidence has something to belong to. */
export const takesConfidence = (filters: Filters): boolean =>
  confident.some((name) => filters[name] !== undefined);

/** The same filters without empty ones and without a confidence of nothing. */
export function settle(filters: Filters): Filters {
  const kept = takesConfidence(filters) ? filters : { ...filters, minConfidence: undefined };
  return Object.fromEntries(
    names.flatMap((name) => (kept[name] === undefined || kept[name] === '' ? [] : [[name, kept[name]]])),
  );
}

/** The filters of an address; what can't be meant is left out. */
export const readFilters = (address: URLSearchParams): Filters =>
  settle(Object.fromEntries(names.map((name) => [name, valueOf(name, address.get(name) ?? '')])));

/** The filters as a query, always in the same order: equal filters give equal texts. */
export function writeFilters(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(settle(filters))) query.set(name, String(value));
  return query.toString();
}

export const isEmpty = (filters: Filters): boolean => writeFilters(filters) === '';

/** First and last bound of a month, `2026-11`, in UTC. */
export function boundsOfMonth(month: string): Required<Pick<Filters, 'from' | 'to'>> {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: next };
}

/** The month that the bounds are exactly, if they are one. */
export function monthOf({ from, to }: Filters): string | undefined {
  if (from === undefined || !isDay(from)) return undefined;
  const month = from.slice(0, 7);
  const bounds = boundsOfMonth(month);
  return bounds.from === from && bounds.to === to ? month : undefined;
}

/** A filter as it is shown, and what is left when it is taken away. */
export interface Chip {
  name: FilterName | 'month';
  value: string;
  without: Filters;
}

export function chipsOf(filters: Filters): Chip[] {
  const chips: Chip[] = [];
  const words = (filters.q ?? '').split(/\s+/).filter((word) => word !== '');
  for (const word of words) {
    const rest = words.filter((other) => other !== word).join(' ');
    chips.push({ name: 'q', value: word, without: settle({ ...filters, q: rest }) });
  }
  const month = monthOf(filters);
  for (const name of names) {
    const value = filters[name];
    if (name === 'q' || value === undefined) continue;
    if (month !== undefined && (name === 'from' || name === 'to')) continue;
    chips.push({ name, value: String(value), without: settle({ ...filters, [name]: undefined }) });
  }
  if (month !== undefined)
    chips.push({
      name: 'month',
      value: month,
      without: settle({ ...filters, from: undefined, to: undefined }),
    });
  return chips;
}
