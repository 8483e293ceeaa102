import { standing, type Schemas } from '../api/client';
import { texts } from '../texts';
import { Changes } from './changes';
import {
  isFinalStatus,
  isUnfinished,
  randomKey,
  totalsOf,
  type Entry,
  type TakenImage,
  type Totals,
} from './entry';
import { check } from './formats';
import { Gate, type ServerState } from './gate';
import { Keeper } from './keeper';
import { adopt } from './kept';
import { meaningOf, mostErrors } from './pace';
import { Transport, type Answer } from './transport';

export const mostFiles = 10_000;
const atOnce = 3;
/** Changes are told together: there may be hundreds a second, and each has the page drawn and all counted. In ms. */
const tellingPause = 50;
/** How far the server's clock may be behind, in ms. */
const clockSkew = 2000;

/** What was not put into the queue when files were added, until somebody has read it. */
export interface LeftOut {
  notTaken: number;
  examples: string[];
  unreadable: number;
  /** There was no room for more. */
  cut: boolean;
}

const nothingLeftOut: LeftOut = { notTaken: 0, examples: [], unreadable: 0, cut: false };

export interface Snapshot {
  keys: readonly string[];
  totals: Totals;
  server: ServerState;
  leftOut: LeftOut;
}

/** The files to be uploaded, in their order, from being added to being recognised. One for the page. */
class UploadQueue {
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  readonly #keeper = new Keeper({
    current: (key) => {
      const entry = this.#entries.get(key);
      return entry && isUnfinished(entry) ? entry : undefined;
    },
    told: (key, kept) => this.#change(key, { kept }),
  });
  readonly #cancels = new Map<string, () => void>();
  readonly #changes = new Changes();
  readonly #gate = new Gate(() => {
    this.#changed();
    this.#pump();
  });
  #line: string[] = [];
  #snapshot: Snapshot | undefined;
  #keys: readonly string[] = [];
  #leftOut = nothingLeftOut;
  #transport: Transport | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #position = Date.now();

  /** Begins: takes up what a reload left. May be called again. */
  start(): void {
    if (this.#transport) return;
    this.#transport = new Transport();
    this.#changes.start((key, { status, stage }) => this.#follow(key, status, stage));
    addEventListener('beforeunload', (event) => {
      const { notKept, writing } = this.snapshot().totals;
      if (notKept + writing > 0) event.preventDefault();
    });
    adopt((found) => {
      for (const { row, file } of found) {
        this.#keeper.count(row.key, row.size);
        const { owner: _owner, ...rest } = row;
        this.#put({ by: '', ...rest, sentBytes: 0, kept: 'yes', file });
        if (row.state === 'waiting') this.#line.push(row.key);
      }
      this.#changed(true);
      this.#pump();
    })
      // Without IndexedDB (a private window) nothing is kept, which is said for each file that is added.
      .catch(() => {});
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): Snapshot =>
    (this.#snapshot ??= {
      keys: this.#keys,
      totals: totalsOf(this.#entries.values()),
      server: this.#gate.state,
      leftOut: this.#leftOut,
    });

  entry = (key: string): Entry | undefined => this.#entries.get(key);

  get room(): number {
    return mostFiles - this.#entries.size;
  }

  add(files: readonly File[], told: { cut?: boolean; unreadable?: string[] } = {}): void {
    const fitting = files.filter((file) => check(file, this.#gate.limits) !== 'not-taken');
    const odd = files.filter((file) => check(file, this.#gate.limits) === 'not-taken');
    const taken = fitting.slice(0, this.room);
    const added = taken.map((file) => this.#entryOf(file));
    for (const entry of added) {
      this.#put(entry);
      if (entry.state === 'waiting') this.#line.push(entry.key);
    }
    const unreadable = told.unreadable ?? [];
    this.#leftOut = {
      notTaken: this.#leftOut.notTaken + odd.length,
      examples: [...this.#leftOut.examples, ...odd.map((file) => file.name), ...unreadable].slice(0, 3),
      unreadable: this.#leftOut.unreadable + unreadable.length,
      cut: this.#leftOut.cut || told.cut === true || taken.length < fitting.length,
    };
    this.#changed(true);
    this.#keeper.keep(added.filter(({ state }) => state === 'waiting').map(({ key }) => key));
    this.#pump();
  }

  forgetLeftOut(): void {
    this.#leftOut = nothingLeftOut;
    this.#changed();
  }

  retry(keys: readonly string[]): void {
    for (const key of keys) {
      if (this.#entries.get(key)?.state !== 'failed') continue;
      this.#change(
        key,
        { state: 'waiting', reason: '', errors: 0, sentBytes: 0, by: standing.state().who },
        true,
      );
      this.#line.push(key);
    }
    this.#pump();
  }

  retryFailed(): void {
    this.retry(this.#keysWhere(({ state }) => state === 'failed'));
  }

  /** Takes files off the list; what is being sent is broken off. */
  remove(keys: readonly string[]): void {
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (!entry) continue;
      this.#cancels.get(key)?.();
      this.#cancels.delete(key);
      if (entry.image) this.#changes.unbind(entry.image.id, key);
      this.#entries.delete(key);
    }
    this.#keeper.forget(keys);
    this.#changed(true);
    this.#pump();
  }

  removeUnfinished(): void {
    this.remove(this.#keysWhere(({ state }) => state !== 'sent' && state !== 'refused'));
  }

  removeFinished(): void {
    this.remove(this.#keysWhere(({ state }) => state === 'sent' || state === 'refused'));
  }

  /** What was heard of an image by asking. */
  heard(id: string, status: Schemas['Status']): void {
    for (const key of this.#changes.keysOf(id)) this.#follow(key, status, '');
  }

  #entryOf(file: File): Entry {
    const checked = check(file, this.#gate.limits);
    return {
      key: randomKey(),
      position: this.#position++,
      name: file.name,
      size: file.size,
      type: file.type,
      state: checked === 'fine' ? 'waiting' : 'refused',
      reason: this.#refusal(checked),
      sentBytes: 0,
      firstSentAt: 0,
      sends: 0,
      errors: 0,
      kept: checked === 'fine' ? 'writing' : 'no',
      by: standing.state().who,
      file,
    };
  }

  #refusal(checked: ReturnType<typeof check>): string {
    if (checked === 'fine') return '';
    if (checked === 'empty') return texts.upload.empty;
    if (checked === 'too-large') return texts.upload.tooLarge(this.#gate.limits?.maxBytes ?? 0);
    return texts.upload.notTaken(this.#gate.limits?.formats ?? []);
  }

  /** Sends what waits, a few at once, unless the server is to be left alone. */
  #pump(): void {
    if (!this.#gate.isOpen) return;
    if (this.#line.length > 0 && !this.#gate.limits) return void this.#gate.ask();
    while (this.#cancels.size < atOnce) {
      const key = this.#line.shift();
      if (key === undefined) return;
      const entry = this.#entries.get(key);
      if (entry?.state === 'waiting') this.#send(entry);
    }
  }

  #send({ key, name, size, type, file, firstSentAt, sends, by }: Entry): void {
    const { who } = standing.state();
    if (by !== '' && who !== '' && by !== who)
      return this.#change(key, { state: 'failed', reason: texts.upload.byOther(by), sentBytes: 0 }, true);
    const checked = check({ name, size, type }, this.#gate.limits);
    if (checked !== 'fine' || !file || !this.#transport) {
      this.#change(key, { state: 'refused', reason: this.#refusal(checked) });
      return this.#keeper.forget([key]);
    }
    this.#change(
      key,
      { state: 'sending', sentBytes: 0, firstSentAt: firstSentAt || Date.now(), sends: sends + 1 },
      true,
    );
    const cancel = this.#transport.send(key, name, file, {
      onProgress: (bytes) => this.#change(key, { sentBytes: Math.min(bytes, size) }),
      onEnd: (got) => {
        this.#cancels.delete(key);
        void this.#end(key, got);
      },
    });
    this.#cancels.set(key, cancel);
  }

  async #end(key: string, got: Answer): Promise<void> {
    const entry = this.#entries.get(key);
    if (!entry) return;
    const meaning = meaningOf(got);
    if (meaning.kind === 'taken') this.#take(entry, meaning.body as unknown as Schemas['PendingImage']);
    else if (meaning.kind === 'refused') {
      this.#change(key, { state: 'refused', reason: meaning.reason });
      this.#keeper.forget([key]);
    } else if (meaning.kind === 'busy') {
      this.#waitAgain(key, entry.errors);
      this.#gate.close('busy', meaning.reason, meaning.pause);
    } else if (meaning.kind === 'error') this.#count(entry, meaning.reason);
    else if (meaning.kind === 'denied')
      this.#change(key, { state: 'failed', reason: meaning.reason, sentBytes: 0 }, true);
    else if (meaning.kind === 'out') await this.#endOut(entry, meaning.reason);
    else await this.#endSilent(entry);
    this.#pump();
  }

  /** No answer came: the file can't be read, the server is away, or the connection broke for this one alone. */
  async #endSilent(entry: Entry): Promise<void> {
    try {
      await entry.file?.slice(0, 1).arrayBuffer();
    } catch {
      this.#change(entry.key, { state: 'failed', reason: texts.upload.unreadable }, true);
      return;
    }
    if (await this.#gate.ask()) this.#count(entry, texts.upload.broke);
    else this.#waitAgain(entry.key, entry.errors);
  }

  /** Waits until somebody signs in. Where the server says that somebody is, its refusal is an error of this file. */
  async #endOut(entry: Entry, reason: string): Promise<void> {
    await standing.doubt();
    if (standing.isOut) this.#waitAgain(entry.key, entry.errors);
    else this.#count(entry, reason);
  }

  #count(entry: Entry, reason: string): void {
    const errors = entry.errors + 1;
    if (errors < mostErrors) {
      this.#waitAgain(entry.key, errors);
      this.#gate.close('busy', reason, 0);
    } else this.#change(entry.key, { state: 'failed', reason, errors, sentBytes: 0 }, true);
  }

  #waitAgain(key: string, errors: number): void {
    if (!this.#entries.has(key)) return;
    this.#change(key, { state: 'waiting', sentBytes: 0, errors }, true);
    this.#line.unshift(key);
  }

  #take(entry: Entry, body: Schemas['PendingImage']): void {
    this.#gate.praise();
    // Sent again because the first answer got lost, the server says "there already" of this very upload.
    const own =
      entry.sends > 1 &&
      this.#changes.keysOf(body.id).length === 0 &&
      Date.parse(body.uploadedAt) >= entry.firstSentAt - clockSkew;
    const change = this.#changes.lastOf(body.id);
    const status = change && !isFinalStatus(body.status) ? change.status : body.status;
    const image: TakenImage = {
      id: body.id,
      status,
      stage: change?.stage ?? '',
      duplicate: body.duplicate && !own,
    };
    this.#changes.bind(body.id, entry.key);
    this.#change(entry.key, {
      state: 'sent',
      sentBytes: entry.size,
      image,
      ...(isFinalStatus(status) && { file: undefined }),
    });
    this.#keeper.forget([entry.key]);
  }

  #follow(key: string, status: Schemas['Status'], stage: string): void {
    const image = this.#entries.get(key)?.image;
    if (!image || (image.status === status && (stage === '' || stage === image.stage))) return;
    this.#change(key, {
      image: { ...image, status, stage },
      ...(isFinalStatus(status) && { file: undefined }),
    });
  }

  #put(entry: Entry): void {
    this.#entries.set(entry.key, entry);
  }

  #change(key: string, change: Partial<Entry>, lasting = false): void {
    const before = this.#entries.get(key);
    if (!before) return;
    const entry = { ...before, ...change };
    this.#entries.set(key, entry);
    if (lasting) this.#keeper.update(entry);
    this.#changed();
  }

  #changed(list = false): void {
    if (list) this.#keys = [...this.#entries.keys()];
    this.#snapshot = undefined;
    if (this.#telling !== undefined) return;
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      for (const listener of this.#listeners) listener();
    }, tellingPause);
  }

  #keysWhere(fits: (entry: Entry) => boolean): string[] {
    return [...this.#entries.values()].filter(fits).map(({ key }) => key);
  }
}

export const uploads = new UploadQueue();
