// Where the words of a picture's text lie, as CSS wants it.
import type { Schemas } from '../../api/client';
import type { Size } from './zoom';

export interface PlacedWord {
  text: string;
  x: number;
  y: number;
  /** Of the letters, in pixels of the picture. */
  height: number;
  /** Of the baseline, in radians. */
  angle: number;
  /** By how much the letters are stretched to fill the word's box. */
  stretch: number;
}

/** Places a word; `measure` gives its width in a font of 1 px. */
export function placedWord(
  { DetectedText, Geometry }: Schemas['TextDetection'],
  picture: Size,
  measure: (text: string) => number,
): PlacedWord | undefined {
  const [first, second, , last] = Geometry.Polygon.map(({ X, Y }) => ({
    x: X * picture.width,
    y: Y * picture.height,
  }));
  if (first === undefined || second === undefined || last === undefined) return undefined;
  const width = Math.hypot(second.x - first.x, second.y - first.y);
  const height = Math.hypot(last.x - first.x, last.y - first.y);
  const natural = measure(DetectedText) * height;
  return {
    text: DetectedText,
    x: first.x,
    y: first.y,
    height,
    angle: Math.atan2(second.y - first.y, second.x - first.x),
    stretch: natural > 0 ? width / natural : 1,
  };
}
