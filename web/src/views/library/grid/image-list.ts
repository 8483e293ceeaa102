import type { Change } from '../../../api/live';
import type { ImageSummary } from '../../../api/client';

/** An image as a tile shows it: with the stage that its recognition is in. */
export type Shown = ImageSummary & { stage?: string };

/** Where a list comes from. */
export interface Source {
  pages(signal: AbortSignal): Promise<{ total: number; limit: number; cursors: string[] }>;
  page(cursor: string, signal: AbortSignal): Promise<ImageSummary[]>;
}

const maxPages = 30;
const settleMs = 90;
const applyMs = 250;
const refreshMs = 1000;
const maxChanges = 5000;

const pending = (status: string): boolean => status === 'queued' || status === 'recognising';

/** A long list of images of which only the pages near the eye are here: asked for when wanted, given up when left
 *  behind, at most 30 of them kept. Indexes count all images that fit, newest first. Changes are written into the
 *  images that are here; new images are counted, and shown by `reload`. */
export class ImageList {
  /** Undefined until the first answer. */
  total: number | undefined;
  error: unknown;
  /** Images that came since the last load and are not shown yet. */
  arrivals = 0;
  /** Grows by loads: indexes before and after may mean other images. */
  loads = 0;

  #limit = 100;
  #cursors: string[] = [];
  /** The least recently wanted first. */
  readonly #pages = new Map<number, Shown[]>();
  readonly #flights = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();
  readonly #changes = new Map<string, Change>();
  readonly #stale = new Set<number>();
  #wanted: readonly [number, number] = [0, 0];
  #first = 0;
  #top: ImageSummary | undefined;
  #loading: AbortController | undefined;
  #strangers = false;
  #atTop = true;
  #refreshedAt = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #apply: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly source: Source) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Says whether the reader is at the top: new images are then shown at once. */
  setAtTop(is: boolean): void {
    this.#atTop = is;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The image at an index, where its page is here; the same object until it changes. */
  at(index: number): Shown | undefined {
    return this.#pages.get(Math.floor(index / this.#limit))?.[index % this.#limit];
  }

  /** Where an image is, among the pages that are here. */
  indexOf(id: string): number | undefined {
    for (const [page, images] of this.#pages) {
      const place = images.findIndex((image) => image.id === id);
      if (place >= 0) return page * this.#limit + place;
    }
    return undefined;
  }

  /** Ends all that is under way. The pages stay. */
  stop(): void {
    for (const timer of [this.#settle, this.#apply, this.#refresh]) clearTimeout(timer);
    this.#apply = this.#refresh = undefined;
    this.#loading?.abort();
    this.#abandon(() => true);
  }

  /** Says which indexes are in sight. A jump waits until the place is kept for a moment. */
  want(first: number, last: number): void {
    // Less than half of what is in sight at a time is reading, more is passing by.
    const isJump = Math.abs(first - this.#first) > (last - first) / 2;
    this.#first = first;
    this.#wanted = [
      Math.max(0, Math.floor(first / this.#limit)),
      Math.max(0, Math.min(Math.floor(last / this.#limit), this.#cursors.length - 1)),
    ];
    const [from, to] = this.#wanted;
    this.#abandon((page) => page < from || page > to);
    clearTimeout(this.#settle);
    if (isJump) this.#settle = setTimeout(() => this.#fill(), settleMs);
    else this.#fill();
  }

  #abandon(which: (page: number) => boolean): void {
    for (const [page, flight] of this.#flights) {
      if (!which(page)) continue;
      this.#flights.delete(page);
      flight.abort();
    }
  }

  #fill(): void {
    const [from, to] = this.#wanted;
    for (let page = from; page <= to; page++) {
      const images = this.#pages.get(page);
      if (images !== undefined) {
        this.#pages.delete(page);
        this.#pages.set(page, images);
      } else if (!this.#flights.has(page) && this.#cursors[page] !== undefined) {
        void this.#fetch(page);
      }
    }
  }

  #isFilled(): boolean {
    const [from, to] = this.#wanted;
    for (let page = from; page <= to; page++) if (!this.#pages.has(page)) return false;
    return true;
  }

  async #fetch(page: number): Promise<void> {
    const flight = new AbortController();
    this.#flights.set(page, flight);
    try {
      const images = await this.source.page(this.#cursors[page]!, flight.signal);
      if (flight.signal.aborted) return;
      this.#flights.delete(page);
      this.#keep(page, images);
      if (this.#isFilled()) this.error = undefined;
    } catch (error) {
      if (flight.signal.aborted) return;
      this.#flights.delete(page);
      this.error = error;
    }
    this.#tell();
  }

  #keep(page: number, images: Shown[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, images);
    if (page === 0) this.#top = images[0];
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= maxPages) break;
      this.#pages.delete(old);
    }
  }

  /** Asks for everything anew; what is shown stays until the pages in sight are here. */
  async reload(): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    const { signal } = loading;
    try {
      const { total, limit, cursors } = await this.source.pages(signal);
      const last = Math.min(this.#wanted[1], cursors.length - 1);
      const first = Math.min(this.#wanted[0], Math.max(0, last));
      const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
      const pages = await Promise.all(numbers.map((page) => this.source.page(cursors[page]!, signal)));
      if (signal.aborted) return;
      this.#abandon(() => true);
      this.#pages.clear();
      this.#stale.clear();
      [this.total, this.#limit, this.#cursors] = [total, limit, cursors];
      for (const [i, images] of pages.entries()) this.#keep(first + i, images);
      this.arrivals = 0;
      this.loads += 1;
      this.error = undefined;
      this.#fill();
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    if (this.#loading === loading) this.#loading = undefined;
    this.#tell();
  }

  /** Tries again what failed; the error stands until something came. */
  retry(): void {
    void this.reload();
  }

  /** The images from one index to another, both included; pages that are not here are asked for, four at once, and
   *  not kept. `onProgress` gets how many are there. */
  async between(
    first: number,
    last: number,
    signal: AbortSignal,
    onProgress: (images: number) => void,
  ): Promise<ImageSummary[]> {
    const [limit, cursors] = [this.#limit, this.#cursors];
    const [from, to] = [Math.floor(first / limit), Math.min(Math.floor(last / limit), cursors.length - 1)];
    const pages: ImageSummary[][] = [];
    let [next, images] = [from, 0];
    const work = async () => {
      while (next <= to) {
        const page = next++;
        const got = this.#pages.get(page) ?? (await this.source.page(cursors[page]!, signal));
        signal.throwIfAborted();
        const inside = got.slice(Math.max(0, first - page * limit), last - page * limit + 1);
        pages[page - from] = inside;
        onProgress((images += inside.length));
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    return pages.flat();
  }

  /** Takes a change in. Bursts are written at once, four times a second; pages are asked for again once a second. */
  change(change: Change): void {
    if (this.#changes.size >= maxChanges) this.#strangers = true;
    else this.#changes.set(change.id, change);
    this.#apply ??= setTimeout(() => {
      this.#apply = undefined;
      this.#applyChanges();
    }, applyMs);
  }

  #applyChanges(): void {
    let written = false;
    const changes = new Map(this.#changes);
    this.#changes.clear();
    for (const [number, images] of this.#pages) {
      let page: Shown[] | undefined;
      for (const [place, image] of images.entries()) {
        const change = changes.get(image.id);
        if (change === undefined) continue;
        changes.delete(image.id);
        page ??= [...images];
        page[place] = {
          ...image,
          status: change.status,
          stage: pending(change.status) && change.outcome === '' ? change.stage : undefined,
        };
        if (!pending(change.status) && change.status !== 'erased') this.#stale.add(number);
      }
      if (page === undefined) continue;
      // Setting a key that is there keeps its place, so the order of use stays.
      this.#pages.set(number, page);
      if (number === 0) this.#top = page[0];
      written = true;
    }
    if (changes.size > 0) this.#strangers = true;
    if (written) this.#tell();
    if (this.#strangers || this.#stale.size > 0) this.#refreshSoon();
  }

  #refreshSoon(): void {
    this.#refresh ??= setTimeout(
      () => void this.#refreshNow(),
      Math.max(0, this.#refreshedAt + refreshMs - Date.now()),
    );
  }

  async #refreshNow(): Promise<void> {
    const numbers = new Set([...this.#stale].filter((page) => this.#pages.has(page)));
    if (this.#strangers && this.total !== 0) numbers.add(0);
    const signal = (this.#loading ??= new AbortController()).signal;
    if (this.#strangers && this.total === 0) await this.reload();
    this.#strangers = false;
    this.#stale.clear();
    const refreshed = [...numbers].map(async (page) => {
      const images = await this.source.page(this.#cursors[page] ?? '', signal);
      if (!signal.aborted) this.#merge(page, images);
    });
    // What fails here comes with the next change or the next load.
    await Promise.allSettled(refreshed);
    this.#refreshedAt = Date.now();
    this.#refresh = undefined;
    if (signal.aborted) return;
    if (this.arrivals > 0 && this.#atTop) await this.reload();
    else this.#tell();
    if (this.#strangers || this.#stale.size > 0) this.#refreshSoon();
  }

  /** Writes what was asked again over the images that are shown, by their ids: places stay. */
  #merge(page: number, images: ImageSummary[]): void {
    const top = this.#top;
    if (page === 0 && top !== undefined) {
      const known = new Set(this.#pages.get(0)?.map(({ id }) => id) ?? [top.id]);
      const first = images.findIndex(({ id, uploadedAt }) => known.has(id) || uploadedAt < top.uploadedAt);
      this.arrivals = first < 0 ? images.length : first;
    }
    const fresh = new Map(images.map((image) => [image.id, image]));
    const shown = this.#pages.get(page);
    if (shown === undefined) return;
    this.#pages.set(
      page,
      shown.map((image) => {
        const now = fresh.get(image.id);
        return now === undefined || JSON.stringify(now) === JSON.stringify(image) ? image : now;
      }),
    );
  }
}
