import { memo, useSyncExternalStore } from 'react';

import { texts } from '../../../texts';
import type { Selection } from '../selection';
import { isUnsafe } from '../../../moderation/is-unsafe';
import type { ImageList, Shown } from './image-list';
import { nameOf, statusOf, TileContent } from './TileContent';

/** What all tiles of a grid share; the same object as long as nothing of it changes. */
export interface TileContext {
  list: ImageList;
  selection: Selection;
  /** Width of thumbnails to ask for. */
  thumbnail: number;
  /** The address of an image's view. */
  hrefOf: (id: string) => string;
}

interface TileProps {
  context: TileContext;
  index: number;
  column: number;
  active: boolean;
}

function labelOf(image: Shown): string {
  const { grid } = texts.library;
  const parts = [nameOf(image)];
  if (image.status !== 'done') {
    parts.push(statusOf(image));
  }
  if (isUnsafe(image)) parts.push(grid.hidden(image.moderationLabels[0]!.Name));
  if (image.celebrities.length > 0) parts.push(grid.people(image.celebrities.join(', ')));
  parts.push(...image.labels.slice(0, 3).map(({ Name }) => Name));
  return parts.join(', ');
}

/** A cell of the grid. The cell stays while its image comes and changes, and so does the focus on it. */
export const Tile = memo(function Tile({ context, index, column, active }: TileProps) {
  const { list, selection } = context;
  const image = useSyncExternalStore(list.subscribe, () => list.at(index));
  const selected = useSyncExternalStore(
    selection.subscribe,
    () => image !== undefined && selection.has(image.id),
  );
  return (
    <div
      role="gridcell"
      className={selected ? 'tile tile-selected' : 'tile'}
      data-index={index}
      tabIndex={active ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={image === undefined ? texts.library.grid.pending : labelOf(image)}
    >
      {image !== undefined && <TileContent context={context} image={image} selected={selected} />}
    </div>
  );
});
