import type { ImageItem, Schemas } from '../../api/client';
import { texts } from '../../texts';

export type Box = Schemas['BoundingBox'];
export type Point = Schemas['Point'];

export const layers = ['objects', 'text', 'faces', 'celebrities', 'moderation'] as const;
export type Layer = (typeof layers)[number];

/** Where a finding is, in ratios of the picture's width and height. */
export interface Place {
  box: Box;
  /** Where the box says too little: text that isn't level. */
  polygon?: Point[];
  confidence: number;
}

export type Source =
  | { layer: 'objects'; label: Schemas['Label'] }
  | { layer: 'text'; line: Schemas['TextDetection']; words: Schemas['TextDetection'][] }
  | { layer: 'faces'; face: Schemas['FaceDetail']; number: number }
  | { layer: 'celebrities'; celebrity: Schemas['Celebrity'] }
  | { layer: 'moderation'; label: Schemas['ModerationLabel'] };

/** One thing that was found, whichever recogniser found it; without places it is of the whole picture. */
export type Finding = Source & { key: string; title: string; confidence: number; places: Place[] };

/** A place of a finding, as the picture shows it. */
export interface Spot {
  key: string;
  finding: Finding;
  number: number;
  place: Place;
}

/** All findings of an item, by layer, each layer in the order in which the item has them. */
export function findingsOf(item: ImageItem): Finding[] {
  return [
    ...item.labels.map(ofLabel),
    ...lines(item.textDetections),
    ...item.faceDetails.map(ofFace),
    ...item.celebrityFaces.map(ofCelebrity),
    ...item.moderationLabels.map(ofModeration),
  ];
}

const ofLabel = (label: Schemas['Label']): Finding => ({
  layer: 'objects',
  label,
  key: `objects/${label.Name}`,
  title: label.Name,
  confidence: label.Confidence,
  places: label.Instances.map(({ BoundingBox, Confidence }) => ({
    box: BoundingBox,
    confidence: Confidence,
  })),
});

function lines(detections: Schemas['TextDetection'][]): Finding[] {
  const words = Map.groupBy(
    detections.filter(({ Type }) => Type === 'WORD'),
    ({ ParentId }) => ParentId,
  );
  return detections
    .filter(({ Type }) => Type === 'LINE')
    .map((line) => ({
      layer: 'text',
      line,
      words: words.get(line.Id) ?? [],
      key: `text/${line.Id}`,
      title: line.DetectedText,
      confidence: line.Confidence,
      places: [
        { box: line.Geometry.BoundingBox, polygon: line.Geometry.Polygon, confidence: line.Confidence },
      ],
    }));
}

const ofFace = (face: Schemas['FaceDetail'], number: number): Finding => ({
  layer: 'faces',
  face,
  number,
  key: `faces/${number}`,
  title: texts.picture.face(number + 1),
  confidence: face.Confidence,
  places: [{ box: face.BoundingBox, confidence: face.Confidence }],
});

const ofCelebrity = (celebrity: Schemas['Celebrity'], number: number): Finding => ({
  layer: 'celebrities',
  celebrity,
  key: `celebrities/${number}`,
  title: celebrity.Name,
  confidence: celebrity.MatchConfidence,
  places: [{ box: celebrity.Face.BoundingBox, confidence: celebrity.MatchConfidence }],
});

const ofModeration = (label: Schemas['ModerationLabel']): Finding => ({
  layer: 'moderation',
  label,
  key: `moderation/${label.Name}`,
  title: label.Name,
  confidence: label.Confidence,
  places: [],
});

/** The findings that reach a threshold, each with those of its places that do. */
export const above = (findings: Finding[], threshold: number): Finding[] =>
  findings
    .filter(({ confidence }) => confidence >= threshold)
    .map((finding) => ({
      ...finding,
      places: finding.places.filter(({ confidence }) => confidence >= threshold),
    }));

/** All places in reading order: rows of a twentieth of the height, each from left to right. */
export function spotsOf(findings: Finding[]): Spot[] {
  const row = ({ place }: Spot) => Math.floor(place.box.Top * 20);
  return findings
    .flatMap((finding) =>
      finding.places.map((place, number) => ({ key: `${finding.key}#${number}`, finding, number, place })),
    )
    .toSorted((one, other) => row(one) - row(other) || one.place.box.Left - other.place.box.Left);
}

/** What was read, a line a line. */
export const textOf = (findings: Finding[]): string =>
  findings
    .filter(({ layer }) => layer === 'text')
    .map(({ title }) => title)
    .join('\n');
