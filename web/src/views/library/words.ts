import { language, texts } from '../../texts';
import type { FilterName } from './filters';

const months = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2026-11` or a longer date → "November 2026". */
export const formatMonth = (date: string): string => months.format(new Date(`${date.slice(0, 7)}-01T00:00Z`));

/** A filter's value as it is shown. */
export function formatFilter(name: FilterName | 'month', value: string): string {
  if (name === 'month') return formatMonth(value);
  if (name === 'status') return texts.library.statuses[value] ?? value;
  if (name === 'review') return texts.library.reviews[value] ?? value;
  return name === 'minConfidence' ? texts.library.filters.confidence(Number(value)) : value;
}
