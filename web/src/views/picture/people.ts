import type { Schemas } from '../../api/client';

const most = 50;
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();

/** The people whose name has all the words of `typed`, in any case and without accents; the first 50 of them. */
export function matching(people: Schemas['Person'][], typed: string) {
  const words = plain(typed).split(/\s+/);
  const all = people.filter(({ name }) => words.every((word) => plain(name).includes(word)));
  return { found: all.slice(0, most), more: Math.max(0, all.length - most) };
}
