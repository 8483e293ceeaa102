import type { ImageSummary } from '../../api/client';

/** As many as can be selected at once. */
export const maxSelected = 10_000;

/** The selected images, by their ids, with what acting on them needs to know. */
export class Selection {
  readonly #images = new Map<string, ImageSummary>();
  readonly #listeners = new Set<() => void>();
  /** Where a range begins. */
  anchor: number | undefined;

  anchorAt(index: number): void {
    this.anchor = index;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  size = (): number => this.#images.size;
  has = (id: string): boolean => this.#images.has(id);
  images = (): ImageSummary[] => [...this.#images.values()];

  toggle(image: ImageSummary): void {
    if (!this.#images.delete(image.id) && this.size() < maxSelected) this.#images.set(image.id, image);
    this.#tell();
  }
  /** Adds what there is room for. */
  add(images: readonly ImageSummary[]): void {
    for (const image of images) {
      if (this.size() >= maxSelected) break;
      this.#images.set(image.id, image);
    }
    this.#tell();
  }
  remove(ids: readonly string[]): void {
    for (const id of ids) this.#images.delete(id);
    this.#tell();
  }
  clear(): void {
    this.#images.clear();
    this.anchor = undefined;
    this.#tell();
  }
  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
