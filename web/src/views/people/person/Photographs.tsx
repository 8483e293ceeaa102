import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ImagePlus, Trash2 } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';

import { answer, client, photographOf } from '../../../api/client';
import { formatTime, texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Picture } from '../../../ui/Picture';
import { Failed } from '../../../ui/Failed';
import { addPhotographs, maxFormBytes, personQuery, usePeopleChanged, type Person } from '../queries';

const words = texts.people.person;

/** The photographs a person is recognised by. */
export function Photographs({ person }: { person: Person }) {
  const queries = useQueryClient();
  const changed = usePeopleChanged();
  const taken = async (next: Person, says: string) => {
    queries.setQueryData(personQuery(person.id).queryKey, next);
    announce(says);
    await changed();
  };
  const adding = useMutation({
    mutationFn: (files: File[]) => {
      if (files.reduce((sum, file) => sum + file.size, 0) > maxFormBytes)
        throw new Error(texts.people.tooLarge);
      return addPhotographs(person.id, files);
    },
    onSuccess: (next) => taken(next, words.photographsAdded),
  });
  const removing = useMutation({
    mutationFn: (photograph: string) =>
      answer(
        client.DELETE('/api/v1/people/{id}/photographs/{photograph}', {
          params: { path: { id: person.id, photograph } },
        }),
      ),
    onSuccess: (next) => taken(next, words.photographGone),
  });
  const only = person.photographs.length === 1;
  const error = adding.error ?? removing.error;
  return (
    <section className="person-section">
      <header>
        <h2>{words.photographs}</h2>
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['image/*']}
          onSelect={(list) => {
            removing.reset();
            if (list !== null && list.length > 0) adding.mutate(Array.from(list));
          }}
        >
          <Button isDisabled={adding.isPending}>
            <ImagePlus aria-hidden />
            {adding.isPending ? texts.people.add.adding : words.addPhotographs}
          </Button>
        </FileTrigger>
      </header>
      {error && <Failed error={error} />}
      <ul className="person-photographs">
        {person.photographs.map(({ id, addedAt }, at) => (
          <li key={id}>
            <Picture
              src={photographOf(person.id, id)}
              alt={words.photograph(person.name, at + 1)}
              loading="lazy"
            />
            <span className="soft">{words.addedAt(formatTime(addedAt))}</span>
            <Button
              kind="quiet"
              aria-label={words.takeAway(at + 1)}
              isDisabled={only || removing.isPending}
              onPress={() => {
                adding.reset();
                removing.mutate(id);
              }}
            >
              <Trash2 aria-hidden />
              {words.takeAwayShort}
            </Button>
          </li>
        ))}
      </ul>
      {only && <p className="soft">{words.lastStays}</p>}
    </section>
  );
}
