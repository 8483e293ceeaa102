import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { useShortcuts } from '../../../shell/shortcuts';
import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { toggleShown } from '../../../moderation/shown';
import { Failed } from '../../../ui/Failed';
import { facetsQuery, imagesQuery, openOf } from '../queries';
import { afterLeaving, neighbour, type Decision } from './decisions';
import { Filmstrip } from './Filmstrip';
import { Stage } from './Stage';
import { useDecisions } from './use-decisions';
import { Why } from './Why';
import { DecisionForm } from './DecisionForm';

const words = texts.review.queue;
const ahead = 10;

/** One picture after another: a decision is shown as made at once, and the next picture with it. */
export function Open() {
  const listed = useInfiniteQuery({ ...imagesQuery('open'), staleTime: Infinity });
  const { data: facets } = useQuery(facetsQuery);
  const { made, refused, dismiss, decide, undo } = useDecisions();
  const [at, setAt] = useState<string>();
  const [note, setNote] = useState('');
  const noteField = useRef<HTMLTextAreaElement>(null);

  const decided = new Set(made.map(({ image }) => image.id));
  const images = (listed.data?.pages.flatMap((page) => page.images) ?? []).filter(
    ({ id }) => !decided.has(id),
  );
  const ids = images.map(({ id }) => id);
  const image = images.find(({ id }) => id === at) ?? images[0];
  const place = image === undefined ? 0 : images.indexOf(image);

  const { fetchNextPage, hasNextPage, isFetching, refetch } = listed;
  useEffect(() => {
    if (hasNextPage && !isFetching && ids.length - place < ahead) void fetchNextPage();
  }, [hasNextPage, isFetching, ids.length, place, fetchNextPage]);
  // What came in since the list was read is read once nothing else is left.
  const open = facets ? openOf(facets) : 0;
  const empty = ids.length === 0;
  useEffect(() => {
    if (empty && open > 0) void refetch();
  }, [empty, open, refetch]);

  const go = (id: string | undefined) => {
    setAt(id);
    setNote('');
  };
  const act = (action: Decision['action']) => {
    if (image === undefined) return;
    decide({ image, action }, note.trim());
    go(afterLeaving(ids, image.id));
  };
  const takeBack = () => {
    const last = made.at(-1);
    if (last === undefined) return;
    undo(last);
    go(last.image.id);
  };
  useShortcuts({
    a: () => act('approve'),
    x: () => act('reject'),
    u: takeBack,
    b: () => image && toggleShown(image.id),
    n: () => noteField.current?.focus(),
    ArrowLeft: () => go(neighbour(ids, image?.id, -1)),
    ArrowRight: () => go(neighbour(ids, image?.id, 1)),
  });

  if (listed.error) return <Failed error={listed.error} retry={() => void refetch()} />;
  if (listed.data === undefined) return <p>{texts.shell.loading}</p>;
  return (
    <>
      {refused !== '' && (
        <Notice kind="problem">
          <span>{refused}</span>
          <Button onPress={dismiss}>{words.dismiss}</Button>
        </Notice>
      )}
      <p className="queue-left" role="status">
        {words.left(Math.max(hasNextPage ? open : 0, ids.length))}
      </p>
      {image === undefined ? (
        <Notice kind="info">
          <strong>{words.none}</strong> <span>{words.noneSays}</span>
          {made.length > 0 && <Button onPress={takeBack}>{words.undoCount(made.length)}</Button>}
        </Notice>
      ) : (
        <div className="queue">
          <Stage
            key={image.id}
            image={image}
            onBefore={place > 0 ? () => go(ids[place - 1]) : undefined}
            onNext={place + 1 < ids.length ? () => go(ids[place + 1]) : undefined}
          />
          <DecisionForm
            note={note}
            onNote={setNote}
            noteField={noteField}
            made={made.length}
            onApprove={() => act('approve')}
            onReject={() => act('reject')}
            onUndo={takeBack}
          />
          <Why image={image} />
          <Filmstrip images={images} at={place} onChoose={go} />
        </div>
      )}
    </>
  );
}
