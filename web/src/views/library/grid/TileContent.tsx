import { Check, CircleAlert, CircleX, Clock, Eye, EyeOff, ImageOff, LoaderCircle } from 'lucide-react';
import { useState } from 'react';

import { thumbnailOf } from '../../../api/client';
import { texts } from '../../../texts';
import { Picture } from '../../../ui/Picture';
import { isUnsafe } from '../../../moderation/is-unsafe';
import { useShown } from '../../../moderation/shown';
import type { Shown } from './image-list';
import type { TileContext } from './Tile';

export const nameOf = (image: Shown): string => image.fileName || texts.library.grid.unnamed;

/** An image's status, with the stage it is in or the reason for its end. */
export function statusOf({ status, stage, error }: Shown): string {
  const { grid, statuses } = texts.library;
  const word = statuses[status] ?? status;
  if (status === 'recognising' && stage) return grid.stage(stage);
  const isReason = (status === 'failed' || status === 'rejected') && error !== undefined;
  return isReason ? grid.reason(word, error.detail) : word;
}

interface TileContentProps {
  context: TileContext;
  image: Shown;
  selected: boolean;
}

/** What a tile shows of its image. Presses are handled by the grid, by `data-act`. */
export function TileContent({ context, image, selected }: TileContentProps) {
  const { grid } = texts.library;
  const shown = useShown(image.id);
  const unsafe = isUnsafe(image);
  const blurred = unsafe && !shown;
  const name = nameOf(image);
  return (
    <>
      <a className="tile-link" href={context.hrefOf(image.id)} tabIndex={-1} aria-label={grid.open(name)}>
        {image.status === 'rejected' || image.status === 'erased' ? (
          <ImageOff className="tile-missing" aria-hidden />
        ) : (
          <Thumbnail key={image.recognisedAt} image={image} blurred={blurred} width={context.thumbnail} />
        )}
      </a>
      {image.status !== 'done' && <Mark image={image} />}
      {image.status === 'done' && !blurred && <Caption image={image} />}
      {blurred && (
        <span className="tile-veil" aria-hidden>
          <EyeOff />
          <span>{image.moderationLabels[0]!.Name}</span>
        </span>
      )}
      {unsafe && (
        <button
          type="button"
          className="tile-show"
          data-act="show"
          tabIndex={-1}
          aria-label={blurred ? grid.showThis(name) : grid.hideThis(name)}
        >
          {blurred ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
        </button>
      )}
      <button
        type="button"
        className="tile-check"
        data-act="select"
        tabIndex={-1}
        aria-pressed={selected}
        aria-label={grid.select(name)}
      >
        {selected && <Check aria-hidden />}
      </button>
    </>
  );
}

function Thumbnail({ image, blurred, width }: { image: Shown; blurred: boolean; width: number }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <ImageOff className="tile-missing" aria-hidden />;
  return (
    <Picture
      className={blurred ? 'tile-picture tile-blurred' : 'tile-picture'}
      src={thumbnailOf(image.id, blurred ? 160 : width)}
      alt=""
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

const icons = {
  queued: Clock,
  recognising: LoaderCircle,
  rejected: CircleX,
  failed: CircleAlert,
  erased: ImageOff,
};

function Mark({ image }: { image: Shown }) {
  if (image.status === 'done') return null;
  const Icon = icons[image.status];
  return (
    <span className={`tile-mark tile-mark-${image.status}`}>
      <Icon aria-hidden />
      <span>{statusOf(image)}</span>
    </span>
  );
}

function Caption({ image }: { image: Shown }) {
  const label = image.labels[0]?.Name;
  if (image.celebrities.length === 0 && label === undefined) return null;
  return (
    <span className={image.celebrities.length > 0 ? 'tile-caption tile-people' : 'tile-caption'}>
      {image.celebrities.length > 0 && <span>{image.celebrities.join(', ')}</span>}
      {label !== undefined && <span className="tile-first">{label}</span>}
    </span>
  );
}
