// All texts of the page, one file a view. A translation is another folder with the same members, taken here.
import { access } from './en/access';
import { inbox } from './en/inbox';
import { keys } from './en/keys';
import { library } from './en/library';
import { people } from './en/people';
import { picture } from './en/picture';
import { review } from './en/review';
import { settings } from './en/settings';
import { shell } from './en/shell';
import { upload } from './en/upload';

export const language = 'en';
export const texts = { access, inbox, keys, library, people, picture, review, settings, shell, upload };

const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);
const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export const formatNumber = (value: number): string => numbers.format(value);
export const formatTime = (iso: string): string => times.format(new Date(iso));
export const formatConfidence = (value: number): string => `${value.toFixed(1)} %`;

/** `count(3, 'picture', 'pictures')` → "3 pictures". */
export const count = (value: number, one: string, other: string): string =>
  `${formatNumber(value)} ${plurals.select(value) === 'one' ? one : other}`;

export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power],
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}
