import { memo } from 'react';

import { Tile, type TileContext } from './Tile';

interface RowProps {
  context: TileContext;
  row: number;
  top: number;
  columns: number;
  total: number;
  /** The column of the tile that takes the focus, or -1. */
  activeColumn: number;
}

export const Row = memo(function Row({ context, row, top, columns, total, activeColumn }: RowProps) {
  const first = row * columns;
  const tiles = Array.from({ length: Math.min(columns, total - first) }, (_, column) => (
    <Tile
      key={column}
      context={context}
      index={first + column}
      column={column}
      active={column === activeColumn}
    />
  ));
  return (
    <div
      role="row"
      className="grid-row"
      aria-rowindex={row + 1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {tiles}
    </div>
  );
});
