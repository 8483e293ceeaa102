import { describe, expect, it } from 'vitest';

import type { ImageItem, Schemas } from '../../api/client';
import { above, findingsOf, spotsOf, textOf } from './findings';

const box = (Left: number, Top: number) => ({ Left, Top, Width: 0.1, Height: 0.1 });

const text = (Id: number, DetectedText: string, ParentId?: number): Schemas['TextDetection'] => ({
  Id,
  ParentId,
  DetectedText,
  Type: ParentId === undefined ? 'LINE' : 'WORD',
  Confidence: 90,
  Geometry: { BoundingBox: box(0.1, 0.5), Polygon: [] },
});

const label = (
  Name: string,
  Confidence: number,
  Instances: Schemas['Instance'][] = [],
): Schemas['Label'] => ({
  Name,
  Confidence,
  Instances,
  Parents: [],
  Aliases: [],
  Categories: [],
});

const item = (part: Partial<ImageItem>) =>
  ({
    labels: [],
    textDetections: [],
    faceDetails: [],
    celebrityFaces: [],
    moderationLabels: [],
    ...part,
  }) as unknown as ImageItem;

describe('findingsOf', () => {
  it('gives each line its words and makes none of a word', () => {
    const found = findingsOf(
      item({ textDetections: [text(0, 'one two'), text(1, 'one', 0), text(2, 'two', 0)] }),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ layer: 'text', title: 'one two', key: 'text/0' });
    expect(found[0]?.layer === 'text' && found[0].words.map(({ DetectedText }) => DetectedText)).toEqual([
      'one',
      'two',
    ]);
  });

  it('numbers faces from one and keeps their place in the item', () => {
    const face = { BoundingBox: box(0, 0), Landmarks: [], Confidence: 99 };
    const found = findingsOf(item({ faceDetails: [face, face] }));
    expect(found.map(({ title, key }) => [title, key])).toEqual([
      ['Face 1', 'faces/0'],
      ['Face 2', 'faces/1'],
    ]);
  });
});

describe('above', () => {
  it('drops findings and places below the threshold, keeps what is at it', () => {
    const findings = findingsOf(
      item({
        labels: [
          label('Cat', 55, [
            { BoundingBox: box(0, 0), Confidence: 55 },
            { BoundingBox: box(0, 0), Confidence: 54.9 },
          ]),
          label('Dog', 54.9),
        ],
      }),
    );
    const left = above(findings, 55);
    expect(left.map(({ title, places }) => [title, places.length])).toEqual([['Cat', 1]]);
    expect(findings[0]?.places).toHaveLength(2);
  });
});

describe('spotsOf', () => {
  it('goes by rows, from left to right', () => {
    const places = [box(0.5, 0.51), box(0.1, 0.53), box(0.9, 0.1)];
    const findings = findingsOf(
      item({
        labels: [
          label(
            'Cat',
            90,
            places.map((BoundingBox) => ({ BoundingBox, Confidence: 90 })),
          ),
        ],
      }),
    );
    expect(spotsOf(findings).map(({ number }) => number)).toEqual([2, 1, 0]);
  });
});

describe('textOf', () => {
  it('has a line a line and nothing else', () => {
    const findings = findingsOf(
      item({ labels: [label('Cat', 90)], textDetections: [text(0, 'a'), text(1, 'b')] }),
    );
    expect(textOf(findings)).toBe('a\nb');
  });
});
