import type { ImageItem } from '../../api/client';
import type { LiveStage } from './useImage';

/** A stage as a bar: milliseconds from the first stage's beginning. */
export interface Bar {
  name: string;
  from: number;
  length: number;
  outcome: LiveStage['outcome'] | ImageItem['stages'][number]['outcome'];
  error?: string;
}

/** The stages of a recognition that has ended. */
export function barsOf(stages: ImageItem['stages']): Bar[] {
  const start = Math.min(...stages.map(({ startedAt }) => Date.parse(startedAt)));
  return stages.map(({ name, startedAt, durationMs, outcome, error }) => ({
    name,
    from: Date.parse(startedAt) - start,
    length: durationMs,
    outcome,
    error,
  }));
}

/** Those of one under way; what runs still ends `now`. */
export function liveBarsOf(stages: LiveStage[], now: number): Bar[] {
  const start = Math.min(...stages.map(({ startedAt }) => Date.parse(startedAt)));
  return stages.map(({ name, startedAt, endedAt, outcome }) => ({
    name,
    from: Date.parse(startedAt) - start,
    length: Math.max(0, (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt)),
    outcome,
  }));
}

/** From the first beginning to the last end. */
export const totalOf = (bars: Bar[]): number => Math.max(0, ...bars.map(({ from, length }) => from + length));
