import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';

import { answer, client, type ImageSummary } from '../../../api/client';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { wordsOf } from '../../../api/words-of';
import { storedReviewer } from '../reviewer';
import { Decisions, type Decision, type Send } from './decisions';

const words = texts.review.queue;
const decisions = new Decisions();
const nameOf = (image: ImageSummary) => image.fileName || image.imageId;

const send: Send = (id, action, note) => {
  const reviewer = storedReviewer().trim();
  return answer(
    client.POST('/api/v1/images/{id}/review', {
      params: { path: { id } },
      body: { action, ...(reviewer !== '' && { reviewer }), ...(note !== '' && { note }) },
    }),
  );
};

/** Decides and takes back, with what the server refused in words. */
export function useDecisions() {
  const queries = useQueryClient();
  const made = useSyncExternalStore(decisions.subscribe, decisions.all);
  const [refused, setRefused] = useState('');

  const settle = async (image: ImageSummary, sent: Promise<void>, says: string) => {
    setRefused('');
    announce(says);
    try {
      await sent;
    } catch (error) {
      setRefused(words.refused(nameOf(image), wordsOf(error)));
    }
    await Promise.all(
      [
        ['review-facets'],
        ['reviews'],
        ['image', image.id],
        ['reviewed', 'approved'],
        ['reviewed', 'rejected'],
      ].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  };

  return {
    made,
    refused,
    dismiss: () => setRefused(''),
    decide: (decision: Decision, note: string) => {
      const says = decision.action === 'approve' ? words.approved : words.rejected;
      void settle(decision.image, decisions.decide(decision, note, send), says(nameOf(decision.image)));
    },
    undo: (decision: Decision) =>
      void settle(decision.image, decisions.undo(decision, send), words.undone(nameOf(decision.image))),
    /** Takes a decision back that may be of another session. */
    undoOf: async (image: ImageSummary) => {
      const own = decisions.all().findLast((one) => one.image.id === image.id);
      const sent = own ? decisions.undo(own, send) : send(image.id, 'undo', '').then(() => undefined);
      await settle(image, sent, words.undone(nameOf(image)));
      await queries.invalidateQueries({ queryKey: ['reviewed', 'open'] });
    },
  };
}
