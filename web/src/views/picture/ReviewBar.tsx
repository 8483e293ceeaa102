import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, Undo2, X } from 'lucide-react';
import { Link } from 'react-router';

import { answer, client, type ImageItem, type Schemas } from '../../api/client';
import { formatTime, texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { wordsOf } from '../../api/words-of';
import { refresh } from './useImage';

type Action = Schemas['ReviewDecision']['action'];

/** Where a picture stands in moderation review, and the decision. */
export function ReviewBar({ item }: { item: ImageItem }) {
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (action: Action) =>
      answer(
        client.POST('/api/v1/images/{id}/review', { params: { path: { id: item.id } }, body: { action } }),
      ),
    onSuccess: async (_, action) => {
      announce(texts.picture[action]);
      await refresh(queries, item.id);
      await queries.invalidateQueries({ queryKey: ['reviews'] });
    },
  });
  if (item.review === undefined) return null;
  const { state, at, reviewer, note } = item.review;
  return (
    <section className={`review-bar review-${state}`} aria-label={texts.picture.review}>
      <p>
        <strong>{texts.picture.reviewStates[state]}</strong>
        {reviewer && ` ${texts.picture.reviewBy(reviewer)}`}
        {at && ` · ${formatTime(at)}`}
        {note && ` · ${note}`}
      </p>
      {state === 'open' ? (
        <>
          <Button isDisabled={decide.isPending} onPress={() => decide.mutate('approve')}>
            <Check aria-hidden />
            {texts.picture.approve}
          </Button>
          <Button kind="danger" isDisabled={decide.isPending} onPress={() => decide.mutate('reject')}>
            <X aria-hidden />
            {texts.picture.reject}
          </Button>
          <Link to="/review">{texts.picture.toReview}</Link>
        </>
      ) : (
        <Button isDisabled={decide.isPending} onPress={() => decide.mutate('undo')}>
          <Undo2 aria-hidden />
          {texts.picture.undo}
        </Button>
      )}
      {decide.isError && <Notice kind="problem">{wordsOf(decide.error)}</Notice>}
    </section>
  );
}
