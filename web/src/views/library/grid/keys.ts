/** Where a key leads in a grid of `total` tiles, or undefined where it leads nowhere. */
export function goal(
  event: { key: string; ctrlKey: boolean; metaKey: boolean },
  from: number,
  grid: { total: number; columns: number; rowsInSight: number },
): number | undefined {
  const { total, columns } = grid;
  const last = total - 1;
  const rowStart = from - (from % columns);
  const far = event.ctrlKey || event.metaKey;
  // A step of whole rows keeps the column; where the last row is too short, its last tile is taken.
  const step = (rows: number) => {
    const rowOf = (index: number) => Math.floor(index / columns);
    const row = Math.max(0, Math.min(rowOf(from) + rows, rowOf(last)));
    return Math.min(row * columns + (from % columns), last);
  };
  const page = Math.max(1, grid.rowsInSight - 1);
  switch (event.key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return step(-1);
    case 'ArrowDown':
      return step(1);
    case 'PageUp':
      return step(-page);
    case 'PageDown':
      return step(page);
    case 'Home':
      return far ? 0 : rowStart;
    case 'End':
      return far ? last : Math.min(rowStart + columns - 1, last);
    default:
      return undefined;
  }
}
