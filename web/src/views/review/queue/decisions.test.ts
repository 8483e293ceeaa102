import { describe, expect, it } from 'vitest';

import type { ImageSummary } from '../../../api/client';
import { afterLeaving, Decisions, neighbour, type Decision, type Send } from './decisions';

const of = (id: string, action: Decision['action'] = 'approve'): Decision => ({
  image: { id } as ImageSummary,
  action,
});
const taken: Send = async () => undefined;
const refused: Send = async () => {
  throw new Error('refused');
};
const ids = (decisions: Decisions) => decisions.all().map(({ image }) => image.id);

describe('Decisions', () => {
  it('counts a decision before the server has answered', async () => {
    const decisions = new Decisions();
    const sent = decisions.decide(of('1'), '', taken);
    expect(ids(decisions)).toEqual(['1']);
    await sent;
    expect(ids(decisions)).toEqual(['1']);
  });

  it('takes only the refused one out again', async () => {
    const decisions = new Decisions();
    await decisions.decide(of('1'), '', taken);
    await expect(decisions.decide(of('2'), '', refused)).rejects.toThrow('refused');
    expect(ids(decisions)).toEqual(['1']);
  });

  it('puts one whose undoing is refused back to its place', async () => {
    const decisions = new Decisions();
    const first = of('1');
    await decisions.decide(first, '', taken);
    await decisions.decide(of('2'), '', taken);
    await expect(decisions.undo(first, refused)).rejects.toThrow('refused');
    expect(ids(decisions)).toEqual(['1', '2']);
  });

  it('sends the undoing of an image after its decision', async () => {
    const decisions = new Decisions();
    const order: string[] = [];
    const answered = Promise.withResolvers<void>();
    const slow: Send = (_, action) => answered.promise.then(() => order.push(action));
    const decision = of('1', 'reject');
    const sent = decisions.decide(decision, '', slow);
    const undone = decisions.undo(decision, async (_, action) => order.push(action));
    await Promise.resolve();
    await Promise.resolve();
    answered.resolve();
    await Promise.all([sent, undone]);
    expect(order).toEqual(['reject', 'undo']);
  });
});

describe('the place in the queue', () => {
  it('stops at both ends', () => {
    expect(neighbour(['a', 'b'], 'b', 1)).toBe('b');
    expect(neighbour(['a', 'b'], 'a', -1)).toBe('a');
    expect(neighbour(['a', 'b'], undefined, 0)).toBe('a');
    expect(neighbour([], 'a', 1)).toBeUndefined();
  });
  it('goes on to the next, at the end to the one before', () => {
    expect(afterLeaving(['a', 'b', 'c'], 'b')).toBe('c');
    expect(afterLeaving(['a', 'b'], 'b')).toBe('a');
    expect(afterLeaving(['a'], 'a')).toBeUndefined();
  });
});
