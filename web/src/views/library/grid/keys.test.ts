import { describe, expect, it } from 'vitest';

import { goal } from './keys';
import { layoutOf } from './layout';

const grid = { total: 23, columns: 5, rowsInSight: 3 };
const press = (key: string, from: number, ctrlKey = false) =>
  goal({ key, ctrlKey, metaKey: false }, from, grid);

describe('keys of the grid', () => {
  it('step by one, across rows, and stop at the ends', () => {
    expect([press('ArrowRight', 4), press('ArrowLeft', 5)]).toEqual([5, 4]);
    expect([press('ArrowLeft', 0), press('ArrowRight', 22)]).toEqual([0, 22]);
  });
  it('step by rows in their column; a short last row gives its last tile', () => {
    expect([press('ArrowDown', 7), press('ArrowUp', 7)]).toEqual([12, 2]);
    expect(press('ArrowDown', 19)).toBe(22);
    expect(press('ArrowUp', 3)).toBe(3);
    expect([press('PageDown', 1), press('PageUp', 21)]).toEqual([11, 11]);
  });
  it('go to the ends of the row, and with Ctrl of the list', () => {
    expect([press('Home', 7), press('End', 7), press('End', 21)]).toEqual([5, 9, 22]);
    expect([press('Home', 7, true), press('End', 7, true)]).toEqual([0, 22]);
  });
  it('leave other keys alone', () => {
    expect(press('a', 3)).toBeUndefined();
  });
});

describe('columns', () => {
  it('are 2 to 8, and fill the width', () => {
    expect(layoutOf(358, 190)).toEqual({ columns: 2, side: 176 });
    expect(layoutOf(1110, 190).columns).toBe(6);
    expect(layoutOf(4000, 110).columns).toBe(8);
    const { columns, side } = layoutOf(1000, 190);
    expect(columns * side + 6 * (columns - 1)).toBeLessThanOrEqual(1000);
  });
});
