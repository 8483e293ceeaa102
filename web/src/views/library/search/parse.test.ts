import { describe, expect, it } from 'vitest';

import { parse, tokensOf } from './parse';
import { suggest, withoutLast } from './suggest';

describe('what is typed into the search box', () => {
  it('is words and prefixed values, in any order', () => {
    const typed =
      'label:cat beach text:"stop here" person:ada moderation:nudity status:failed after:2026-11-01 before:2026-12-01 sea';
    expect(parse(typed)).toEqual({
      filters: {
        q: 'beach sea',
        label: 'cat',
        text: 'stop here',
        person: 'ada',
        moderation: 'nudity',
        status: 'failed',
        from: '2026-11-01',
        to: '2026-12-01',
      },
      mistakes: [],
    });
  });
  it('may be quoted as phones do, and left open at the end', () => {
    expect(parse('label:“Traffic Light” text:"no ent').filters).toEqual({
      label: 'Traffic Light',
      text: 'no ent',
    });
  });
  it('takes prefixes and statuses in any case', () => {
    expect(parse('Status:DONE LABEL:Cat').filters).toEqual({ status: 'done', label: 'Cat' });
  });
  it('adds words and texts to those that are there, and replaces other filters', () => {
    const there = { q: 'red', text: 'stop', label: 'car' };
    expect(parse('blue red text:now label:bus', there).filters).toEqual({
      q: 'red blue',
      text: 'stop now',
      label: 'bus',
    });
  });
  it('tells values that cannot be, and keeps the rest', () => {
    const { filters, mistakes } = parse('status:lost after:yesterday confidence:101 cat');
    expect(filters).toEqual({ q: 'cat' });
    expect(mistakes.map(({ prefix }) => prefix)).toEqual(['status', 'after', 'confidence']);
  });
  it('takes an unknown prefix, also one that every object has, for a word', () => {
    expect(parse('IMG:1 constructor:x').filters).toEqual({ q: 'IMG:1 constructor:x' });
  });
  it('leaves out a prefix without a value', () => {
    expect(parse('  label: ').filters).toEqual({});
    expect(parse('')).toEqual({ filters: {}, mistakes: [] });
  });
  it('keeps the place of each piece', () => {
    expect(tokensOf('  a label:"b c" d').map(({ start }) => start)).toEqual([2, 4, 16]);
  });
});

describe('suggestions', () => {
  const facets = {
    total: 9,
    labels: [
      { name: 'Wildcat', count: 9 },
      { name: 'Cat', count: 5 },
      { name: 'Car', count: 7 },
    ],
    people: [{ name: 'Cato', count: 6 }],
    moderation: [],
    statuses: [{ name: 'done', count: 9 }],
    reviews: [],
    months: [],
  };
  it('begin with what was typed first, then come by their counts', () => {
    expect(suggest('red cat', facets).map(({ value }) => value)).toEqual(['Cato', 'Cat', 'Wildcat']);
  });
  it('are of the kind of the prefix', () => {
    expect(suggest('person:c', facets).map(({ value }) => value)).toEqual(['Cato']);
    expect(suggest('label:', facets)).toHaveLength(3);
  });
  it('are none after a space or for what no picture has', () => {
    expect(suggest('cat ', facets)).toEqual([]);
    expect(suggest('zebra', facets)).toEqual([]);
  });
  it('stand for the last piece alone', () => {
    expect(withoutLast('red label:"traffic li')).toBe('red ');
    expect(withoutLast('ca')).toBe('');
  });
});
