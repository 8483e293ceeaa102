import { useState } from 'react';
import { ChevronLeft, ChevronRight, Eye, EyeOff } from 'lucide-react';

import { thumbnailOf, type ImageSummary } from '../../../api/client';
import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Picture } from '../../../ui/Picture';
import { toggleShown, useShown } from '../../../moderation/shown';

const words = texts.review.queue;

interface StageProps {
  image: ImageSummary;
  /** Not there at the ends. */
  onBefore: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** The picture that is decided on: blurred until asked for, or for as long as a button is held. */
export function Stage({ image, onBefore, onNext }: StageProps) {
  const shown = useShown(image.id);
  const [held, setHeld] = useState(false);
  const hidden = !shown && !held;
  const name = image.fileName || image.imageId;
  return (
    <figure className="stage">
      <div className="stage-picture" data-hidden={hidden || undefined}>
        <Picture src={thumbnailOf(image.id, 1600)} alt={hidden ? texts.review.hidden(name) : name} />
      </div>
      <figcaption>
        <Button aria-label={words.before} isDisabled={!onBefore} onPress={onBefore}>
          <ChevronLeft aria-hidden />
        </Button>
        <Button onPress={() => toggleShown(image.id)}>
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          {shown ? words.blur : words.show}
        </Button>
        {!shown && (
          <Button onPressStart={() => setHeld(true)} onPressEnd={() => setHeld(false)}>
            {words.hold}
          </Button>
        )}
        <span className="stage-name">{name}</span>
        <Button aria-label={words.next} isDisabled={!onNext} onPress={onNext}>
          <ChevronRight aria-hidden />
        </Button>
      </figcaption>
    </figure>
  );
}
