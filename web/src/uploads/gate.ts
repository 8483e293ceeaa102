import { answer, client, standing, type Schemas } from '../api/client';
import { pauseAfter } from './pace';

/** How the server is: `away` and `busy` hold the queue until it goes on by itself, `out` until somebody signs in. */
export interface ServerState {
  kind: 'fine' | 'away' | 'busy' | 'out';
  /** The server's own words, where it is busy. */
  reason: string;
}

const patience = 10_000;

/** Whether the server may be sent something. Closes for a growing pause and opens by itself, as often as it takes. */
export class Gate {
  #state: ServerState = { kind: 'fine', reason: '' };
  /** What the server takes; not known before it has answered. */
  limits: Schemas['Limits'] | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asking: Promise<boolean> | undefined;
  #vain = 0;

  /** `onChange` is called with each change, of which some open the gate. */
  constructor(private readonly onChange: () => void) {
    addEventListener('online', () => this.#goOn());
    standing.subscribe(onChange);
  }

  get state(): ServerState {
    return standing.isOut ? { kind: 'out', reason: '' } : this.#state;
  }

  get isOpen(): boolean {
    return this.#pause === undefined && this.#asking === undefined && !standing.isOut;
  }

  /** Asks whether the server is there; what it takes is learnt on the way. Closes where it is not. */
  ask(): Promise<boolean> {
    return (this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
      this.onChange();
    }));
  }

  close(kind: 'away' | 'busy', reason: string, asked: number): void {
    if (this.#pause !== undefined) return;
    this.#vain += 1;
    this.#state = { kind, reason };
    this.#pause = setTimeout(() => this.#goOn(), pauseAfter(this.#vain, asked));
    this.onChange();
  }

  /** The server took something. */
  praise(): void {
    this.#vain = 0;
    this.#state = { kind: 'fine', reason: '' };
  }

  async #ask(): Promise<boolean> {
    try {
      this.limits = await answer(client.GET('/api/v1/limits', { signal: AbortSignal.timeout(patience) }));
      this.praise();
      return true;
    } catch {
      if (!standing.isOut) this.close('away', '', 0);
      return false;
    }
  }

  #goOn(): void {
    if (this.#pause === undefined) return;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    if (this.#state.kind === 'away') void this.ask();
    else this.onChange();
  }
}
