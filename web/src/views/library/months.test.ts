import { expect, it } from 'vitest';

import { monthAt } from './months';

it('tells the month of a place by the counts', () => {
  const months = [
    { name: '2026-11', count: 10 },
    { name: '2026-09', count: 5 },
  ];
  expect([0, 9, 10, 14, 15].map((index) => monthAt(months, index))).toEqual([
    '2026-11',
    '2026-11',
    '2026-09',
    '2026-09',
    undefined,
  ]);
});
