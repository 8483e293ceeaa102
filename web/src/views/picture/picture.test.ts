import { describe, expect, it } from 'vitest';

import type { ImageSummary, Schemas } from '../../api/client';
import { matching } from './people';
import { snippetsFor } from './snippets';
import { barsOf, liveBarsOf, totalOf } from './stages';
import { withChange } from './useImage';
import { filtersIn, newerIn, olderIn } from './useNeighbours';
import { placedWord } from './words';

const change = (part: Partial<Schemas['Change']>): Schemas['Change'] => ({
  sequence: 1,
  imageId: 'a',
  id: 'a',
  status: 'recognising',
  stage: '',
  outcome: '',
  at: '2026-11-24T10:00:00.000Z',
  ...part,
});

describe('stages', () => {
  it('follow the changes, and begin anew when an image is queued again', () => {
    const begun = withChange([], change({ stage: 'decode' }));
    expect(begun).toMatchObject([{ name: 'decode', outcome: 'running' }]);
    const ended = withChange(
      begun,
      change({ stage: 'decode', outcome: 'ok', at: '2026-11-24T10:00:01.000Z' }),
    );
    expect(ended).toMatchObject([{ name: 'decode', outcome: 'ok' }]);
    expect(liveBarsOf(ended, 0)).toMatchObject([{ from: 0, length: 1000 }]);
    expect(withChange(ended, change({ status: 'queued' }))).toEqual([]);
  });

  it('lie over the time from the first one on', () => {
    const bars = barsOf([
      { name: 'decode', startedAt: '2026-11-24T10:00:00.000Z', durationMs: 40, outcome: 'ok' },
      {
        name: 'text',
        startedAt: '2026-11-24T10:00:00.050Z',
        durationMs: 100,
        outcome: 'failed',
        error: 'no',
      },
    ]);
    expect(bars.map(({ from, length }) => [from, length])).toEqual([
      [0, 40],
      [50, 100],
    ]);
    expect(totalOf(bars)).toBe(150);
    expect(totalOf([])).toBe(0);
  });
});

const image = (id: string, uploadedAt: string) => ({ id, uploadedAt }) as ImageSummary;

describe('neighbours', () => {
  const list = [image('c', '3'), image('b2', '2'), image('b1', '2'), image('a', '1')];

  it('are found among those of the same moment too', () => {
    expect(olderIn(list, image('b2', '2'))?.id).toBe('b1');
    expect(newerIn(list, image('b1', '2'))?.id).toBe('b2');
    expect(olderIn(list, image('a', '1'))).toBeUndefined();
    expect(newerIn(list, image('c', '3'))).toBeUndefined();
  });

  it('are the nearest in time where the filters leave the image itself out', () => {
    const without = list.filter(({ id }) => !id.startsWith('b'));
    expect(olderIn(without, image('b1', '2'))?.id).toBe('a');
    expect(newerIn(without, image('b1', '2'))?.id).toBe('c');
  });

  it('take the filters of the address and nothing else of it', () => {
    expect(filtersIn('?label=Cat&cursor=x&q=&from=2026-11-24')).toEqual({ label: 'Cat', from: '2026-11-24' });
  });
});

describe('placedWord', () => {
  it('turns and stretches a word to its box', () => {
    // A word that runs downwards: 20 px of a picture high, 50 px long.
    const polygon = [
      [0.5, 0.1],
      [0.5, 0.6],
      [0.3, 0.6],
      [0.3, 0.1],
    ].map(([X, Y]) => ({ X: X!, Y: Y! }));
    const word = placedWord(
      {
        DetectedText: 'ab',
        Type: 'WORD',
        Id: 0,
        Confidence: 90,
        Geometry: { BoundingBox: { Left: 0.3, Top: 0.1, Width: 0.2, Height: 0.5 }, Polygon: polygon },
      },
      { width: 100, height: 100 },
      () => 2,
    );
    expect(word).toMatchObject({ x: 50, y: 10 });
    expect(word?.height).toBeCloseTo(20);
    expect(word?.angle).toBeCloseTo(Math.PI / 2);
    expect(word?.stretch).toBeCloseTo(50 / 40);
  });
});

describe('matching', () => {
  const people = ['Ada Lovelace', 'Zoë Ada'].map((name) => ({ id: name, name }) as Schemas['Person']);
  it('takes every word, without case and accents', () => {
    expect(matching(people, 'ada').found).toHaveLength(2);
    expect(matching(people, 'ADA zoe').found.map(({ name }) => name)).toEqual(['Zoë Ada']);
    expect(matching(people, 'Bob').found).toEqual([]);
  });
  it('stops at 50 and says how many more there are', () => {
    const many = Array.from(
      { length: 53 },
      (_, id) => ({ id: String(id), name: 'Ada' }) as Schemas['Person'],
    );
    expect(matching(many, 'ada')).toMatchObject({ more: 3 });
  });
});

describe('snippetsFor', () => {
  const stored = {
    url: 'http://127.0.0.1:8080/api/v1/images/~YQ',
    bucket: 'uploads',
    key: `a'; rm "b`,
    region: 'us-east-1',
    signed: false,
  };

  it('lets no key of an image become part of a command', () => {
    const { curl, cli, boto3 } = snippetsFor(stored);
    expect(curl).toContain("--output 'a___rm__b'");
    expect(cli).toContain(`'{"S3Object":{"Bucket":"uploads","Name":"a'\\''; rm \\"b"}}'`);
    expect(boto3).toContain(`"Name": "a'; rm \\"b"`);
  });

  it('has Rekognition’s API of this very server look at the stored object', () => {
    const { cli, boto3 } = snippetsFor(stored);
    expect(boto3).toContain('endpoint_url="http://127.0.0.1:8080", region_name="us-east-1"');
    expect(cli).toContain("--endpoint-url 'http://127.0.0.1:8080'");
  });

  it('sends a token where the server asks for one, and says how to have it', () => {
    const open = snippetsFor(stored);
    const { token, curl, python, javascript } = snippetsFor({ ...stored, signed: true });
    for (const text of [token, curl, python, javascript]) expect(text).toContain('SPOTTER_TOKEN');
    expect(open).not.toHaveProperty('token');
    for (const text of Object.values(open)) expect(text).not.toContain('SPOTTER_TOKEN');
  });
});
