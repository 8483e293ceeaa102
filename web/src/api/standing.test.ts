import { describe, expect, it } from 'vitest';

import { Standing, type Told } from './standing';

const open: Told = { keysExist: false };
const out: Told = { keysExist: true };
const as = (accessKeyId: string): Told => ({ keysExist: true, accessKeyId });

/** A standing, and what the server says next. */
function standing(first: Told) {
  const server = { says: first, asked: 0 };
  const made = new Standing<Told>(async () => {
    server.asked += 1;
    return server.says;
  });
  return { made, server };
}

describe('standing', () => {
  it('is out at first where there are keys, without anything to lose', async () => {
    const { made } = standing(out);
    await made.doubt();
    expect(made.state()).toMatchObject({ kind: 'out', lost: false, who: '' });
  });

  it('is lost when the session ends, and found again by the same one', async () => {
    const { made, server } = standing(as('A'));
    await made.doubt();
    server.says = out;
    const regained = made.regain();
    await made.doubt();
    expect(made.state()).toMatchObject({ kind: 'out', lost: true, who: 'A', epoch: 0 });
    made.take(as('A'));
    expect(await regained).toBe(true);
    expect(made.state()).toMatchObject({ kind: 'in', lost: false, epoch: 0 });
  });

  it('sends nothing again as somebody else', async () => {
    const { made, server } = standing(as('A'));
    await made.doubt();
    server.says = out;
    const regained = made.regain();
    await made.doubt();
    made.take(as('B'));
    expect(await regained).toBe(false);
    expect(made.state()).toMatchObject({ kind: 'in', who: 'B', epoch: 1 });
  });

  it('goes on where somebody signed in elsewhere meanwhile', async () => {
    const { made } = standing(as('A'));
    expect(await made.regain()).toBe(true);
  });

  it('keeps nothing of one who signed out', async () => {
    const { made } = standing(as('A'));
    await made.doubt();
    made.leave();
    expect(made.state()).toMatchObject({ kind: 'out', lost: false, who: '', epoch: 1 });
    made.take(as('A'));
    expect(made.state()).toMatchObject({ kind: 'in', who: 'A', epoch: 1 });
  });

  it('goes on when the first key was made and signed in with', async () => {
    const { made, server } = standing(open);
    await made.doubt();
    server.says = out;
    const regained = made.regain();
    await made.doubt();
    expect(made.state()).toMatchObject({ kind: 'out', lost: true });
    made.take(as('A'));
    expect(await regained).toBe(true);
    expect(made.state().epoch).toBe(0);
  });

  it('lets a request be broken off while it waits', async () => {
    const { made } = standing(out);
    const breaking = new AbortController();
    const regained = made.regain(breaking.signal);
    await made.doubt();
    breaking.abort();
    expect(await regained).toBe(false);
  });

  it('asks once for all who doubt, and keeps an error only where nothing is known', async () => {
    const { made, server } = standing(open);
    await Promise.all([made.doubt(), made.doubt()]);
    expect(server.asked).toBe(1);
    const away = new Standing<Told>(() => Promise.reject(new Error('away')));
    await away.doubt();
    expect(away.state()).toMatchObject({ kind: 'asking', error: new Error('away') });
  });
});
