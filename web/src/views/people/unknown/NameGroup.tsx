import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answer, ApiError, client } from '../../../api/client';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Notice } from '../../../ui/Notice';
import { Failed } from '../../../ui/Failed';
import { maxPhotographs, peopleQuery, usePeopleChanged, type Face } from '../queries';
import { personNamed } from '../gallery/called';
import { FaceGrid } from './FaceGrid';
import { nameFaces } from './name-faces';
import { PersonField, type Who } from './PersonField';

const words = texts.people.unknown;

interface NameGroupProps {
  group: string;
  onClose: () => void;
  /** With what happened, in words. */
  onNamed: (says: string) => void;
}

/** All faces of a group: those of somebody else are left out, the others are named. */
export function NameGroup({ group, onClose, onNamed }: NameGroupProps) {
  const { data, error } = useQuery({
    queryKey: ['face-group', group],
    queryFn: () => answer(client.GET('/api/v1/faces/groups/{group}', { params: { path: { group } } })),
  });
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <Dialog title={words.name} open onClose={onClose}>
      {gone && (
        <>
          <Notice kind="warning">{words.changed}</Notice>
          <Button onPress={() => onNamed(words.changed)}>{texts.shell.close}</Button>
        </>
      )}
      {error && !gone && <Failed error={error} />}
      {!error && data === undefined && <p>{texts.shell.loading}</p>}
      {data && <NameForm faces={data.faces} onClose={onClose} onNamed={onNamed} />}
    </Dialog>
  );
}

interface NameFormProps extends Omit<NameGroupProps, 'group'> {
  faces: Face[];
}

function NameForm({ faces, onClose, onNamed }: NameFormProps) {
  const changed = usePeopleChanged();
  const { data: people = [], error } = useQuery(peopleQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(faces.slice(0, maxPhotographs).map(({ faceId }) => faceId)),
  );
  const [who, setWho] = useState<Who>({ name: '' });
  const name = who.name.trim();
  const person = people.find(({ id }) => id === who.id) ?? personNamed(people, name);
  const room = maxPhotographs - (person?.photographs.length ?? 0);
  const naming = useMutation({
    mutationFn: () =>
      nameFaces(
        name,
        person?.id,
        faces.map(({ faceId }) => faceId).filter((id) => chosen.has(id)),
      ),
    onSuccess: async (says) => {
      await changed();
      announce(says);
      onNamed(says);
    },
  });
  return (
    <form
      className="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '' && chosen.size > 0 && chosen.size <= room && !naming.isPending) naming.mutate();
      }}
    >
      <PersonField people={people} who={who} onWho={setWho} />
      {name !== '' && (
        <p role="status">
          {person ? words.existing(person.name, person.photographs.length) : words.newPerson(name)}
        </p>
      )}
      <FaceGrid faces={faces} chosen={chosen} onChosen={setChosen} />
      {chosen.size > room && <Notice kind="warning">{words.atMost(maxPhotographs)}</Notice>}
      {error && <Failed error={error} />}
      {naming.error && <Failed error={naming.error} />}
      <div className="dialog-buttons name-buttons">
        <Button onPress={onClose}>{texts.shell.cancel}</Button>
        <Button
          kind="primary"
          type="submit"
          isDisabled={name === '' || chosen.size === 0 || chosen.size > room || naming.isPending}
        >
          {naming.isPending ? words.naming : words.submit}
        </Button>
      </div>
    </form>
  );
}
