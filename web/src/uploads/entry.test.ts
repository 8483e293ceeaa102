import { expect, it } from 'vitest';

import { randomKey, totalsOf, type Entry } from './entry';

const entry = (change: Partial<Entry>): Entry => ({
  key: randomKey(),
  position: 0,
  name: 'a.jpg',
  size: 100,
  type: 'image/jpeg',
  state: 'waiting',
  reason: '',
  sentBytes: 0,
  firstSentAt: 0,
  sends: 0,
  errors: 0,
  by: '',
  kept: 'yes',
  ...change,
});

it('counts what is done, leaving what is refused out of the bytes', () => {
  const totals = totalsOf([
    entry({ state: 'sending', sentBytes: 40, kept: 'no' }),
    entry({ state: 'sent', image: { id: 'x', status: 'queued', stage: '', duplicate: true } }),
    entry({ state: 'refused', kept: 'no' }),
    entry({ state: 'failed' }),
  ]);
  expect(totals).toMatchObject({
    files: 4,
    sending: 1,
    sent: 1,
    duplicates: 1,
    refused: 1,
    failed: 1,
    notKept: 1,
    bytes: 300,
    sentBytes: 140,
  });
});

it('makes keys of 128 bits that differ', () => {
  expect(randomKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(Array.from({ length: 100 }, randomKey)).size).toBe(100);
});
