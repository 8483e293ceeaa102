import { onChange, type Change } from '../api/live';

const mostRemembered = 2000;

/** Which files belong to which image, and what was heard of the images lately. */
export class Changes {
  readonly #keys = new Map<string, string[]>();
  /** An image's first changes may come before the answer that tells its id. */
  readonly #heard = new Map<string, Change>();

  /** Calls `follow` with each change of a bound file. */
  start(follow: (key: string, change: Change) => void): void {
    onChange((change) => {
      this.#heard.delete(change.id);
      this.#heard.set(change.id, change);
      if (this.#heard.size > mostRemembered) this.#heard.delete(this.#heard.keys().next().value!);
      for (const key of this.keysOf(change.id)) follow(key, change);
    });
  }

  lastOf = (id: string): Change | undefined => this.#heard.get(id);

  keysOf = (id: string): readonly string[] => this.#keys.get(id) ?? [];

  bind(id: string, key: string): void {
    this.#keys.set(id, [...this.keysOf(id), key]);
  }

  unbind(id: string, key: string): void {
    const others = this.keysOf(id).filter((other) => other !== key);
    if (others.length === 0) this.#keys.delete(id);
    else this.#keys.set(id, others);
  }
}
