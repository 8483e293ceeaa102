import { answer, client } from '../../../api/client';
import { texts } from '../../../texts';
import { wordsOf } from '../../../api/words-of';
import { changePerson, lookAgain } from '../queries';

const words = texts.people.unknown;

/** Makes faces photographs of a person, who is new where no id is given, and has pictures with faces like them
 *  recognised again. Returns what happened, in words. */
export async function nameFaces(name: string, id: string | undefined, faces: string[]): Promise<string> {
  const person = await (id === undefined
    ? answer(client.POST('/api/v1/people', { body: { name, photographs: [], faces } }))
    : changePerson(id, { faces }));
  try {
    return words.done(person.name, await lookAgain(person.id));
  } catch (error) {
    // The person is named already: this is told, and can be asked for again on the person's page.
    return words.doneNotQueued(person.name, wordsOf(error));
  }
}
