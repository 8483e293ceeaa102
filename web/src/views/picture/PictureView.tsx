import { useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';

import { ApiError, type Schemas } from '../../api/client';
import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { layers, type Layer } from './findings';
import { OpenPicture } from './OpenPicture';
import { wordsOf } from '../../api/words-of';
import { Receipt } from './Receipt';
import { useImage } from './useImage';

/** How one looks at pictures; stays from one to the next. */
export interface Looks {
  shown: ReadonlySet<Layer>;
  threshold: number;
  landmarks: boolean;
}

const defaults: Looks = { shown: new Set(layers), threshold: 55, landmarks: false };

/** One picture with all that was found in it. The address carries the library's filters, for its neighbours. */
export default function PictureView() {
  const { id = '' } = useParams();
  const { search } = useLocation();
  const [looks, setLooks] = useState(defaults);
  const [erased, setErased] = useState<{ receipt: Schemas['EraseReceipt']; next?: string }>();
  const { image, live } = useImage(id);
  const library = `/${search}`;

  if (erased?.receipt.id === id) return <Receipt {...erased} library={library} />;
  if (image.data === undefined || (image.error instanceof ApiError && image.error.status === 404))
    return <Absent image={image} library={library} />;
  return (
    <OpenPicture
      key={id}
      item={image.data}
      live={live}
      search={search}
      looks={looks}
      onLooks={(change) => setLooks((now) => ({ ...now, ...change }))}
      onErased={(receipt, next) => setErased({ receipt, next })}
    />
  );
}

/** A picture that is not there, or not yet. */
function Absent({ image, library }: { image: ReturnType<typeof useImage>['image']; library: string }) {
  const gone = image.error instanceof ApiError && image.error.status === 404;
  const way = <Link to={library}>{texts.picture.toLibrary}</Link>;
  if (image.error === null)
    return (
      <Page title={texts.picture.title}>
        <p role="status">{texts.picture.loading}</p>
      </Page>
    );
  return (
    <Page title={gone ? texts.picture.missing : texts.picture.title}>
      <Notice kind={gone ? 'warning' : 'problem'}>
        {wordsOf(image.error)}
        {!gone && <Button onPress={() => void image.refetch()}>{texts.shell.retry}</Button>}
        {way}
      </Notice>
    </Page>
  );
}
