import { describe, expect, it } from 'vitest';

import { boundsOfMonth, chipsOf, isDay, monthOf, readFilters, writeFilters } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

describe('filters of an address', () => {
  it('are read and written back the same, in one order', () => {
    expect(writeFilters(read('to=2026-12-01&label=cat&q=a+b&minConfidence=80'))).toBe(
      'q=a+b&label=cat&minConfidence=80&to=2026-12-01',
    );
  });
  it('leave out what cannot be meant', () => {
    expect(read('status=lost&from=2026-13-01&minConfidence=120&label=%20&other=1')).toEqual({});
  });
  it('leave out a confidence that belongs to nothing', () => {
    expect(read('minConfidence=80&q=cat')).toEqual({ q: 'cat' });
    expect(read('minConfidence=80&person=Ada')).toEqual({ person: 'Ada', minConfidence: 80 });
  });
  it('know the days of the calendar', () => {
    expect(isDay('2028-02-29')).toBe(true);
    expect(isDay('2026-02-29')).toBe(false);
    expect(isDay('26-2-9')).toBe(false);
  });
});

describe('months', () => {
  it('end where the next one begins', () => {
    expect(boundsOfMonth('2026-12')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
    expect(boundsOfMonth('2026-02')).toEqual({ from: '2026-02-01', to: '2026-03-01' });
  });
  it('are known by their bounds alone', () => {
    expect(monthOf({ from: '2026-11-01', to: '2026-12-01' })).toBe('2026-11');
    expect(monthOf({ from: '2026-11-02', to: '2026-12-01' })).toBeUndefined();
    expect(monthOf({ from: '2026-11-01' })).toBeUndefined();
  });
});

describe('chips', () => {
  it('are one a word, and taking one away leaves the others', () => {
    const chips = chipsOf({ q: 'red car', label: 'cat' });
    expect(chips.map(({ name, value }) => `${name}:${value}`)).toEqual(['q:red', 'q:car', 'label:cat']);
    expect(chips[0]?.without).toEqual({ q: 'car', label: 'cat' });
  });
  it('take the confidence along with the last filter it belongs to', () => {
    expect(chipsOf({ label: 'cat', minConfidence: 80 })[0]?.without).toEqual({});
  });
  it('show a whole month as one', () => {
    const chips = chipsOf({ from: '2026-11-01', to: '2026-12-01' });
    expect(chips).toEqual([{ name: 'month', value: '2026-11', without: {} }]);
  });
});
