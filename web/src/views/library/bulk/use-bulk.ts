import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';

import { answer, client, type ImageSummary } from '../../../api/client';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { maxSelected } from '../selection';
import type { Session } from '../session';
import { wordsOf } from '../../../api/words-of';
import { run, type Outcome } from './run';

type Job = keyof typeof texts.library.bulk.jobs;

const pathOf = (id: string) => ({ params: { path: { id } } });
const review = (action: 'approve' | 'reject') => (id: string) =>
  answer(client.POST('/api/v1/images/{id}/review', { ...pathOf(id), body: { action } }));

const jobs: Record<Job, (id: string) => Promise<unknown>> = {
  recognise: (id) => answer(client.POST('/api/v1/images/{id}/recognise', pathOf(id))),
  erase: (id) => answer(client.DELETE('/api/v1/images/{id}', pathOf(id))),
  approve: review('approve'),
  reject: review('reject'),
};

interface Running {
  text: (done: number, total: number) => string;
  done: number;
  total: number;
}

export interface Bulk {
  running: Running | undefined;
  result: { text: string; failed: boolean } | undefined;
  start: (job: Job, images: readonly ImageSummary[]) => Promise<void>;
  selectAll: () => void;
  stop: () => void;
  dismiss: () => void;
}

function tell(job: Job, { done, failed, left }: Outcome): { text: string; failed: boolean } {
  const words = texts.library.bulk;
  const parts = done.length > 0 || failed.length === 0 ? [words.jobs[job].done(done.length)] : [];
  if (failed.length > 0) parts.push(words.failed(failed.length, wordsOf(failed[0]!.reason)));
  if (left > 0) parts.push(words.left(left));
  return { text: parts.join(' '), failed: failed.length > 0 };
}

/** One job at a time over the selected images. Leaving the view stops it. */
export function useBulk({ list, selection }: Session): Bulk {
  const queries = useQueryClient();
  const [running, setRunning] = useState<Running>();
  const [result, setResult] = useState<Bulk['result']>();
  const cancel = useRef<AbortController>(undefined);
  useEffect(() => () => cancel.current?.abort(), []);

  const begin = useCallback(() => {
    cancel.current?.abort();
    cancel.current = new AbortController();
    setResult(undefined);
    return cancel.current.signal;
  }, []);
  const end = useCallback((said: Bulk['result']) => {
    setRunning(undefined);
    setResult(said);
    if (said !== undefined) announce(said.text);
  }, []);

  const start = useCallback(
    async (job: Job, images: readonly ImageSummary[]) => {
      const signal = begin();
      const ids = images.map(({ id }) => id);
      const text = texts.library.bulk.jobs[job].running;
      const show = (done: number) => setRunning({ text, done, total: ids.length });
      show(0);
      const outcome = await run(ids, jobs[job], signal, show);
      // What failed stays selected, to be tried again.
      selection.remove(outcome.done);
      end(tell(job, outcome));
      await Promise.all([list.reload(), queries.invalidateQueries({ queryKey: ['facets'] })]);
    },
    [begin, end, list, selection, queries],
  );

  const selectAll = useCallback(async () => {
    const signal = begin();
    const total = Math.min(list.total ?? 0, maxSelected);
    const { collecting, selected, full } = texts.library.bulk;
    const show = (done: number) => setRunning({ text: collecting, done, total });
    show(0);
    try {
      selection.add(await list.between(0, total - 1, signal, show));
      const isCut = total < (list.total ?? 0);
      end(isCut ? { text: full(maxSelected), failed: false } : undefined);
      announce(selected(selection.size()));
    } catch (error) {
      end(signal.aborted ? undefined : { text: wordsOf(error), failed: true });
    }
  }, [begin, end, list, selection]);

  return {
    running,
    result,
    start,
    selectAll: useCallback(() => void selectAll(), [selectAll]),
    stop: useCallback(() => cancel.current?.abort(), []),
    dismiss: useCallback(() => setResult(undefined), []),
  };
}
