import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, client, photographOf } from '../../../api/client';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Picture } from '../../../ui/Picture';
import { Failed } from '../../../ui/Failed';
import { peopleCalled } from '../gallery/called';
import { toggled } from '../toggled';
import { peopleQuery, personQuery, usePeopleChanged, type Person } from '../queries';

const words = texts.people.merge;
const mostAtOnce = 20;
const mostListed = 100;

interface MergeProps {
  person: Person;
  open: boolean;
  onClose: () => void;
}

/** Makes others part of this person, after saying what that means. */
export function Merge({ person, open, onClose }: MergeProps) {
  return (
    <Dialog title={words.title(person.name)} open={open} onClose={onClose}>
      <MergeForm person={person} onClose={onClose} />
    </Dialog>
  );
}

function MergeForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const changed = usePeopleChanged();
  const { data = [], error } = useQuery(peopleQuery);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const merging = useMutation({
    mutationFn: () =>
      answer(
        client.POST('/api/v1/people/{id}/merge', {
          params: { path: { id: person.id } },
          body: { people: [...chosen] },
        }),
      ),
    onSuccess: async (next) => {
      queries.setQueryData(personQuery(person.id).queryKey, next);
      announce(words.done(chosen.size, person.name));
      onClose();
      await changed();
    },
  });
  const others = data.filter(({ id }) => id !== person.id);
  const toggle = (id: string) => setChosen(toggled(chosen, id));
  return (
    <>
      <p>{words.says(person.name)}</p>
      {error && <Failed error={error} />}
      {others.length === 0 && !error && <p>{words.nobody}</p>}
      {others.length > 0 && (
        <fieldset className="merge-people">
          <legend>{words.choose}</legend>
          <input
            type="search"
            className="input"
            aria-label={texts.people.filter}
            placeholder={texts.people.filter}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ul>
            {peopleCalled(others, text.trim())
              .slice(0, mostListed)
              .map((other) => (
                <li key={other.id}>
                  <label>
                    <input
                      type="checkbox"
                      checked={chosen.has(other.id)}
                      disabled={!chosen.has(other.id) && chosen.size >= mostAtOnce}
                      onChange={() => toggle(other.id)}
                    />
                    {other.photographs[0] && (
                      <Picture src={photographOf(other.id, other.photographs[0].id)} alt="" loading="lazy" />
                    )}
                    <span>{other.name}</span>
                    <span className="soft">{texts.people.photographs(other.photographs.length)}</span>
                  </label>
                </li>
              ))}
          </ul>
          {chosen.size >= mostAtOnce && <p className="soft">{words.atMost}</p>}
        </fieldset>
      )}
      {merging.error && <Failed error={merging.error} />}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.shell.cancel}</Button>
        <Button
          kind="danger"
          isDisabled={chosen.size === 0 || merging.isPending}
          onPress={() => merging.mutate()}
        >
          {words.submit(chosen.size)}
        </Button>
      </div>
    </>
  );
}
