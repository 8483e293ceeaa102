import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Pencil } from 'lucide-react';

import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Failed } from '../../../ui/Failed';
import { focusOnce } from '../../../ui/focus';
import { changePerson, personQuery, usePeopleChanged, type Person } from '../queries';

const words = texts.people.person;

/** A person's name, changed in its place: Enter saves, Escape leaves it. */
export function Rename({ person }: { person: Person }) {
  const queries = useQueryClient();
  const changed = usePeopleChanged();
  const [name, setName] = useState<string>();
  const saving = useMutation({
    mutationFn: (next: string) => changePerson(person.id, { name: next }),
    onSuccess: async (next) => {
      queries.setQueryData(personQuery(person.id).queryKey, next);
      setName(undefined);
      announce(words.saved);
      await changed();
    },
  });
  if (name === undefined)
    return (
      <Button onPress={() => setName(person.name)}>
        <Pencil aria-hidden />
        {words.rename}
      </Button>
    );
  return (
    <form
      className="person-rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') saving.mutate(name.trim());
      }}
    >
      <input
        className="input"
        aria-label={texts.people.add.name}
        value={name}
        maxLength={200}
        ref={focusOnce}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setName(undefined)}
      />
      <Button kind="primary" type="submit" isDisabled={saving.isPending || name.trim() === ''}>
        {words.save}
      </Button>
      <Button onPress={() => setName(undefined)}>{texts.shell.cancel}</Button>
      {saving.error && <Failed error={saving.error} />}
    </form>
  );
}
