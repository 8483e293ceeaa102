import { isDay, reviewStates, settle, statuses, type FilterName, type Filters } from '../filters';

/** What may stand before a colon, and the filter it means. */
export const prefixes: Record<string, FilterName> = {
  label: 'label',
  text: 'text',
  person: 'person',
  moderation: 'moderation',
  status: 'status',
  review: 'review',
  confidence: 'minConfidence',
  after: 'from',
  before: 'to',
};

/** A piece of what was typed: a word, or a value with its prefix. `start` is its place in the text. */
export interface Token {
  prefix: string;
  value: string;
  start: number;
}

/** A value that its prefix can't have. */
export interface Mistake {
  prefix: string;
  value: string;
}

const piece = /(?:([A-Za-z]+):)?(?:["“”]([^"“”]*)(?:["“”]|$)|(\S*))\s*/gy;

/** Cuts a text into words, quoted texts and prefixed values: `label:cat text:"no entry" beach`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  piece.lastIndex = text.length - text.trimStart().length;
  while (piece.lastIndex < text.length) {
    const start = piece.lastIndex;
    const [whole, word = '', quoted, plain = ''] = piece.exec(text) ?? [''];
    if (whole === '') break;
    const known = Object.hasOwn(prefixes, word.toLowerCase());
    const value = quoted ?? plain;
    if (known || word === '') tokens.push({ prefix: known ? word.toLowerCase() : '', value, start });
    else tokens.push({ prefix: '', value: `${word}:${value}`, start });
  }
  return tokens;
}

const together = (one: string | undefined, other: string): string => {
  const words = (one ?? '').split(/\s+/).filter((word) => word !== '');
  for (const word of other.split(/\s+/)) if (word !== '' && !words.includes(word)) words.push(word);
  return words.join(' ');
};

function isPossible(name: FilterName, value: string): boolean {
  if (name === 'status') return statuses.some((status) => status === value);
  if (name === 'review') return reviewStates.some((state) => state === value);
  if (name === 'from' || name === 'to') return isDay(value);
  return name !== 'minConfidence' || (Number(value) > 0 && Number(value) <= 100);
}

/** Puts what was typed on top of filters: words and texts are added, other filters replaced. */
export function parse(text: string, onto: Filters = {}): { filters: Filters; mistakes: Mistake[] } {
  const filters: Filters = { ...onto };
  const mistakes: Mistake[] = [];
  for (const { prefix, value: written } of tokensOf(text)) {
    const value = written.trim();
    const name = prefix === '' ? 'q' : prefixes[prefix]!;
    if (value === '') continue;
    const exact = name === 'status' || name === 'review' ? value.toLowerCase() : value;
    if (!isPossible(name, exact)) mistakes.push({ prefix, value });
    else if (name === 'q' || name === 'text') filters[name] = together(filters[name], exact);
    else Object.assign(filters, { [name]: name === 'minConfidence' ? Number(exact) : exact });
  }
  return { filters: settle(filters), mistakes };
}
