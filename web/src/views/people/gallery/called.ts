import type { Person } from '../queries';

/** Without accents and in one case: "Beyoncé" is found by "beyonce". */
export const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Those whose name holds all words of the text, by name. */
export function peopleCalled<P extends Pick<Person, 'name'>>(people: readonly P[], text: string): P[] {
  const wanted = plain(text).split(/\s+/);
  return people
    .filter(({ name }) => {
      const own = plain(name);
      return wanted.every((word) => own.includes(word));
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The one who is called just so, in any case. */
export const personNamed = <P extends Pick<Person, 'name'>>(people: readonly P[], name: string) =>
  people.find((person) => plain(person.name) === plain(name.trim()));
