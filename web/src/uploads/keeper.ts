import type { Entry } from './entry';
import * as store from './kept';

/** New entries that are written together at most. */
const together = 500;

interface Keeping {
  /** An entry as it is now, nothing where it came to its end meanwhile. */
  current: (key: string) => Entry | undefined;
  told: (key: string, kept: 'yes' | 'no') => void;
}

/** Keeps unfinished entries over a reload, as far as there is room. Writes once at a time; what comes meanwhile is
 *  collected for the next: a transaction for each change would have thousands wait for one another. */
export class Keeper {
  readonly #sizes = new Map<string, number>();
  readonly #changed = new Map<string, Entry>();
  readonly #gone = new Set<string>();
  #added: string[] = [];
  #bytes = 0;
  #writing = false;

  constructor(private readonly keeping: Keeping) {}

  /** Takes what was kept before into account. */
  count(key: string, size: number): void {
    this.#sizes.set(key, size);
    this.#bytes += size;
  }

  keep(keys: readonly string[]): void {
    this.#added.push(...keys);
    void this.#write();
  }

  update(entry: Entry): void {
    if (!this.#sizes.has(entry.key)) return;
    this.#changed.set(entry.key, entry);
    void this.#write();
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) {
      if (!this.#sizes.has(key)) continue;
      this.#uncount(key);
      this.#changed.delete(key);
      this.#gone.add(key);
    }
    void this.#write();
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#added.length + this.#changed.size + this.#gone.size > 0) {
      const changes = { added: this.#fitting(), changed: [...this.#changed.values()], gone: [...this.#gone] };
      this.#changed.clear();
      this.#gone.clear();
      // oxlint-disable-next-line no-await-in-loop
      const kept = await written(changes);
      // Without room for new ones, the others are still to be written.
      // oxlint-disable-next-line no-await-in-loop
      if (!kept) await written({ ...changes, added: [] });
      for (const { key } of changes.added) {
        if (!kept) {
          this.#uncount(key);
          this.#changed.delete(key);
        }
        if (this.keeping.current(key)) this.keeping.told(key, kept ? 'yes' : 'no');
      }
    }
    this.#writing = false;
  }

  /** The next new entries for which there is room. */
  #fitting(): Entry[] {
    const fitting: Entry[] = [];
    for (const key of this.#added.splice(0, together)) {
      const entry = this.keeping.current(key);
      if (!entry?.file) continue;
      if (this.#bytes + entry.size > store.mostKeptBytes) this.keeping.told(key, 'no');
      else {
        this.count(key, entry.size);
        fitting.push(entry);
      }
    }
    return fitting;
  }

  #uncount(key: string): void {
    this.#bytes -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
  }
}

const written = (changes: store.Changes): Promise<boolean> =>
  store.write(changes).then(
    () => true,
    () => false,
  );
