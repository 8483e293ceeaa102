import { Eye, EyeOff } from 'lucide-react';

import type { ImageSummary } from '../api/client';
import { texts } from '../texts';
import { Button } from '../ui/Button';
import { Picture } from '../ui/Picture';
import { isUnsafe } from './is-unsafe';
import { toggleShown, useShown } from './shown';
import './veil.css';

const words = texts.review;

/** A picture that is blurred while it is unsafe and was not asked for. */
export function Veil({ image, src, eager = false }: { image: ImageSummary; src: string; eager?: boolean }) {
  const shown = useShown(image.id);
  const name = image.fileName || image.imageId;
  const hidden = isUnsafe(image) && !shown;
  return (
    <span className="veil" data-hidden={hidden || undefined}>
      <Picture src={src} alt={hidden ? words.hidden(name) : name} loading={eager ? 'eager' : 'lazy'} />
      {hidden && <EyeOff aria-hidden />}
    </span>
  );
}

/** Lifts the veil of an unsafe picture, or puts it back; nothing for others. */
export function Peek({ image }: { image: ImageSummary }) {
  const shown = useShown(image.id);
  if (!isUnsafe(image)) return null;
  const name = image.fileName || image.imageId;
  return (
    <Button
      kind="quiet"
      aria-label={shown ? words.veil(name) : words.peek(name)}
      onPress={() => toggleShown(image.id)}
    >
      {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </Button>
  );
}
