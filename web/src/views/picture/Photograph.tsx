import { useState } from 'react';

import { contentOf, thumbnailOf, type ImageItem } from '../../api/client';
import { texts } from '../../texts';
import { Picture } from '../../ui/Picture';
import type { Size } from './zoom';

const thumbnailWidth = 1600;
const browserTypes = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/bmp',
]);

interface PhotographProps {
  item: ImageItem;
  /** As wide as it is on the screen now, in CSS pixels. */
  shownWidth: number;
  onNatural: (size: Size) => void;
}

/** The picture, small at first; the uploaded bytes come over it once the small one has too few pixels for the size
 *  it is shown at, where the browser can show them. */
export function Photograph({ item, shownWidth, onNatural }: PhotographProps) {
  const [wantsMore, setWantsMore] = useState(false);
  const [failed, setFailed] = useState<'thumbnail' | 'both'>();
  const canShow = browserTypes.has(item.contentType);
  const tooSmall = shownWidth * devicePixelRatio > thumbnailWidth && item.width > thumbnailWidth;
  if (tooSmall && !wantsMore) setWantsMore(true);
  if (failed === 'both') return <p className="stage-broken">{texts.picture.broken}</p>;
  return (
    <>
      <Picture
        key={failed}
        className="photograph"
        src={failed === 'thumbnail' ? contentOf(item.id) : thumbnailOf(item.id, thumbnailWidth)}
        alt={texts.picture.photograph(item.fileName || item.imageId)}
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          onNatural({ width: naturalWidth, height: naturalHeight })
        }
        onError={() => setFailed(failed === undefined && canShow ? 'thumbnail' : 'both')}
      />
      {wantsMore && canShow && failed === undefined && (
        <Picture className="photograph" src={contentOf(item.id)} alt="" draggable={false} />
      )}
    </>
  );
}
