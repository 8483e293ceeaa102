// Whether somebody is signed in. What the server says is put in here; requests that were refused wait here.

/** Of the server's answer, what is needed here. */
export interface Told {
  keysExist: boolean;
  /** Left out: nobody is signed in. */
  accessKeyId?: string;
}

/** `asking`: not known yet; `open`: there are no keys, nobody signs in; `out`: a key is asked for. */
export type Kind = 'asking' | 'open' | 'in' | 'out';

export interface State<T extends Told> {
  readonly kind: Kind;
  readonly told?: T;
  /** The access key that is, or last was, signed in with; empty: none. */
  readonly who: string;
  /** `out`, but not because somebody wanted it: what is on the page stays there. */
  readonly lost: boolean;
  /** The login is not to be shown yet. */
  readonly held: boolean;
  /** Another one: nothing of before may be shown or sent. */
  readonly epoch: number;
  /** Why it is not known. */
  readonly error?: unknown;
}

type Waiting = (same: boolean) => void;

export class Standing<T extends Told> {
  #state: State<T> = { kind: 'asking', who: '', lost: false, held: false, epoch: 0 };
  #asking: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<Waiting>();

  /** `ask` gets the server's word. */
  constructor(private readonly ask: () => Promise<T>) {}

  state = (): State<T> => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get isOut(): boolean {
    return this.#state.kind === 'out';
  }

  /** Asks the server how it is. Never fails: an error is kept where nothing was known before. */
  doubt = (): Promise<void> =>
    (this.#asking ??= this.ask()
      .then((told) => this.take(told))
      .catch((error: unknown) => {
        if (this.#state.kind === 'asking') this.#set({ error });
      })
      .finally(() => {
        this.#asking = undefined;
      }));

  /** What the server said. */
  take(told: T): void {
    const { kind: before, who: was, epoch } = this.#state;
    const kind = !told.keysExist ? 'open' : told.accessKeyId === undefined ? 'out' : 'in';
    const who = kind === 'in' ? (told.accessKeyId ?? '') : kind === 'open' ? '' : was;
    const other = was !== '' && who !== was;
    this.#set({
      kind,
      told,
      who,
      lost: kind === 'out' && (before === 'in' || before === 'open' || this.#state.lost),
      held: this.#state.held,
      epoch: other ? epoch + 1 : epoch,
      error: undefined,
    });
    if (kind !== 'out') this.#release(!other);
  }

  /** Somebody signed out. */
  leave(): void {
    this.#set({ kind: 'out', who: '', lost: false, held: false, epoch: this.#state.epoch + 1 });
    this.#release(false);
  }

  /** Keeps the login away, while something is on the page that must not be covered. */
  hold(held: boolean): void {
    if (this.#state.held !== held) this.#set({ held });
  }

  /** After a request was refused for want of a session: whether it may be sent again, which is known once somebody
   *  signed in. False: it is somebody else than before, or `signal` broke it off. */
  async regain(signal?: AbortSignal): Promise<boolean> {
    await this.doubt();
    if (!this.isOut) return true;
    return new Promise((resolve) => {
      const waiting: Waiting = (same) => {
        this.#waiting.delete(waiting);
        signal?.removeEventListener('abort', onAbort);
        resolve(same);
      };
      const onAbort = () => waiting(false);
      if (signal?.aborted) return resolve(false);
      signal?.addEventListener('abort', onAbort);
      this.#waiting.add(waiting);
    });
  }

  #release(same: boolean): void {
    for (const waiting of this.#waiting) waiting(same);
  }

  #set(change: Partial<State<T>>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
