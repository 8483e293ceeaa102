import { useEffect, useRef } from 'react';

import { thumbnailOf, type ImageSummary } from '../../../api/client';
import { texts } from '../../../texts';
import { Veil } from '../../../moderation/Veil';

const words = texts.review.queue;
const behind = 3;
const shown = 24;

interface FilmstripProps {
  images: ImageSummary[];
  at: number;
  onChoose: (id: string) => void;
}

/** The pictures around the one that is shown. */
export function Filmstrip({ images, at, onChoose }: FilmstripProps) {
  const first = Math.max(at - behind, 0);
  const strip = useRef<HTMLOListElement>(null);
  const current = images[at]?.id;
  useEffect(() => {
    const list = strip.current;
    const one = list?.children[at - first];
    // Not scrollIntoView: that scrolls the page as well.
    if (list && one instanceof HTMLElement) list.scrollLeft = one.offsetLeft - list.clientWidth / 3;
  }, [at, first]);
  return (
    <nav className="filmstrip" aria-label={words.filmstrip}>
      <ol ref={strip}>
        {images.slice(first, first + shown).map((image, place) => (
          <li key={image.id}>
            <button
              type="button"
              aria-current={image.id === current || undefined}
              aria-label={words.filmstripPicture(first + place + 1, image.fileName || image.imageId)}
              onClick={() => onChoose(image.id)}
            >
              <Veil image={image} src={thumbnailOf(image.id, 160)} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
