import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Undo2 } from 'lucide-react';

import { thumbnailOf, type ImageSummary } from '../../../api/client';
import { formatConfidence, formatTime, texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { Failed } from '../../../ui/Failed';
import { imagesQuery, type ReviewState } from '../queries';
import { Peek, Veil } from '../../../moderation/Veil';
import { useDecisions } from './use-decisions';

const words = texts.review;

/** What was approved or rejected, to look back at and to take back. */
export function Decided({ state }: { state: Exclude<ReviewState, 'open'> }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    imagesQuery(state),
  );
  const { undoOf, refused } = useDecisions();
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <p>{texts.shell.loading}</p>;
  const images = data.pages.flatMap((page) => page.images);
  return (
    <>
      {refused !== '' && <Notice kind="problem">{refused}</Notice>}
      {images.length === 0 && <Notice kind="info">{words.decided.none[state]}</Notice>}
      <ul className="decided">
        {images.map((image) => (
          <Card key={image.id} image={image} onUndo={() => void undoOf(image)} />
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button isDisabled={isFetching} onPress={() => void fetchNextPage()}>
            {words.decided.more}
          </Button>
        </div>
      )}
    </>
  );
}

function Card({ image, onUndo }: { image: ImageSummary; onUndo: () => void }) {
  const name = image.fileName || image.imageId;
  const { at, reviewer, note } = image.review ?? {};
  return (
    <li>
      <Veil image={image} src={thumbnailOf(image.id, 400)} />
      <Link to={`/images/${image.id}`}>{name}</Link>
      <span className="soft">
        {at && formatTime(at)} {reviewer && words.decided.by(reviewer)}
      </span>
      {note && <q>{note}</q>}
      <span className="soft">
        {image.moderationLabels.map((one) => `${one.Name} ${formatConfidence(one.Confidence)}`).join(', ')}
      </span>
      <span className="decided-buttons">
        <Peek image={image} />
        <Button aria-label={words.decided.undo(name)} onPress={onUndo}>
          <Undo2 aria-hidden />
          {words.queue.undo}
        </Button>
      </span>
    </li>
  );
}
