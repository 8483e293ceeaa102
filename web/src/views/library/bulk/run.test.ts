import { describe, expect, it } from 'vitest';

import { run } from './run';

const ids = Array.from({ length: 20 }, (_, i) => `i${i}`);
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('a job over many images', () => {
  it('runs four at once, and tells what failed', async () => {
    let [now, most] = [0, 0];
    const progress: number[] = [];
    const job = async (id: string) => {
      most = Math.max(most, ++now);
      await soon();
      now--;
      if (id === 'i7') throw new Error('locked');
    };
    const outcome = await run(ids, job, new AbortController().signal, (ended) => progress.push(ended));
    expect(most).toBe(4);
    expect(outcome.done).toHaveLength(19);
    expect(outcome.failed).toEqual([{ id: 'i7', reason: new Error('locked') }]);
    expect(progress).toEqual(ids.map((_, i) => i + 1));
  });
  it('begins no more when cancelled', async () => {
    const cancel = new AbortController();
    const outcome = await run(ids, soon, cancel.signal, (ended) => ended === 4 && cancel.abort());
    expect(outcome.done.length + outcome.left).toBe(20);
    expect(outcome.left).toBeGreaterThan(10);
  });
});
