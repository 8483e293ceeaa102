import { describe, expect, it } from 'vitest';

import { clamped, fitted, frameOf, moved, revealing, zoomedAt } from './zoom';

const frame = frameOf({ width: 2000, height: 1000 }, { width: 400, height: 400 });
const fit = clamped({ scale: 1, x: 0, y: 0 }, frame);

describe('zoom', () => {
  it('fits a picture into its frame, whatever its shape', () => {
    expect(fitted({ width: 2000, height: 1000 }, { width: 400, height: 400 })).toEqual({
      width: 400,
      height: 200,
    });
    expect(fitted({ width: 100, height: 400 }, { width: 400, height: 200 })).toEqual({
      width: 50,
      height: 200,
    });
    expect(fitted({ width: 0, height: 0 }, { width: 400, height: 200 })).toEqual({ width: 0, height: 0 });
  });

  it('centres what is smaller than the frame', () => {
    expect(fit).toEqual({ scale: 1, x: 0, y: 100 });
  });

  it('keeps the point under the pointer', () => {
    const at = { x: 300, y: 200 };
    const before = { x: (at.x - fit.x) / fit.scale, y: (at.y - fit.y) / fit.scale };
    const view = zoomedAt(fit, 4, at, frame);
    expect(view.scale).toBe(4);
    expect((at.x - view.x) / view.scale).toBeCloseTo(before.x);
    expect((at.y - view.y) / view.scale).toBeCloseTo(before.y);
  });

  it('goes neither below fit nor beyond the most', () => {
    expect(zoomedAt(fit, 0.1, { x: 0, y: 0 }, frame).scale).toBe(1);
    expect(zoomedAt(fit, 1000, { x: 0, y: 0 }, frame).scale).toBe(20);
  });

  it('leaves no gap at an edge', () => {
    const view = zoomedAt(fit, 4, { x: 200, y: 200 }, frame);
    expect(moved(view, 1e6, 1e6, frame)).toMatchObject({ x: 0, y: 0 });
    expect(moved(view, -1e6, -1e6, frame)).toMatchObject({ x: 400 - 1600, y: 400 - 800 });
  });

  it('moves to a box that is out of sight only', () => {
    const view = moved(zoomedAt(fit, 4, { x: 0, y: 0 }, frame), 1e6, 1e6, frame);
    expect(revealing(view, { Left: 0, Top: 0, Width: 0.1, Height: 0.1 }, frame)).toBe(view);
    const there = revealing(view, { Left: 0.5, Top: 0.5, Width: 0.2, Height: 0.2 }, frame);
    expect(there.x + 0.6 * 1600).toBeCloseTo(200);
    expect(there.y + 0.6 * 800).toBeCloseTo(200);
  });
});
