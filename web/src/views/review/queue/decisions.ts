import type { ImageSummary, Schemas } from '../../../api/client';

type Action = Schemas['ReviewDecision']['action'];

export interface Decision {
  image: ImageSummary;
  action: Exclude<Action, 'undo'>;
}

/** Sends a decision; throws where it is refused. */
export type Send = (id: string, action: Action, note: string) => Promise<unknown>;

/** The decisions of this session. A decision counts at once, before the server has answered, and is taken out again
 *  if it is refused. Those of one image reach the server in their order. */
export class Decisions {
  private made: readonly Decision[] = [];
  private readonly sending = new Map<string, Promise<unknown>>();
  private readonly listeners = new Set<() => void>();

  /** The last one comes last. */
  readonly all = (): readonly Decision[] => this.made;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Rejects with the refusal, once the decision is taken out again. */
  async decide(decision: Decision, note: string, send: Send): Promise<void> {
    this.set([...this.made, decision]);
    try {
      await this.inOrder(decision.image.id, () => send(decision.image.id, decision.action, note));
    } catch (error) {
      this.set(this.made.filter((one) => one !== decision));
      throw error;
    }
  }

  /** Takes a decision back; it comes back to its place where that is refused. */
  async undo(decision: Decision, send: Send): Promise<void> {
    const place = this.made.indexOf(decision);
    this.forget(decision.image.id);
    try {
      await this.inOrder(decision.image.id, () => send(decision.image.id, 'undo', ''));
    } catch (error) {
      this.set(this.made.toSpliced(place, 0, decision));
      throw error;
    }
  }

  /** The image is as if nothing had been decided here. */
  forget(id: string): void {
    this.set(this.made.filter(({ image }) => image.id !== id));
  }

  private set(made: readonly Decision[]): void {
    this.made = made;
    for (const listener of this.listeners) listener();
  }

  private inOrder(id: string, send: () => Promise<unknown>): Promise<unknown> {
    const before = this.sending.get(id) ?? Promise.resolve();
    const sent = before.catch(() => undefined).then(send);
    this.sending.set(id, sent);
    return sent.finally(() => {
      if (this.sending.get(id) === sent) this.sending.delete(id);
    });
  }
}

/** The one `step` further in the list, as far as it goes. */
export function neighbour(ids: readonly string[], id: string | undefined, step: number): string | undefined {
  const at = id === undefined ? 0 : ids.indexOf(id);
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)];
}

/** What is shown after `id` has left the list: the next, else the one before. */
export function afterLeaving(ids: readonly string[], id: string): string | undefined {
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1];
}
