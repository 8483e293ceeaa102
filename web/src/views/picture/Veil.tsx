import { Eye } from 'lucide-react';

import type { ImageItem } from '../../api/client';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';

/** Over a picture that may be unsafe, with why, until somebody asks for it. */
export function Veil({ item, onShow }: { item: ImageItem; onShow: () => void }) {
  const names = [...new Set(item.moderationLabels.map(({ Name }) => Name))].join(', ');
  return (
    <div className="veil">
      <p>{texts.picture.unsafe}</p>
      {names !== '' && <p>{texts.picture.unsafeHow(names)}</p>}
      {item.review?.state === 'rejected' && <p>{texts.picture.unsafeRejected}</p>}
      <Button onPress={onShow}>
        <Eye aria-hidden />
        {texts.picture.showAnyway}
      </Button>
    </div>
  );
}
