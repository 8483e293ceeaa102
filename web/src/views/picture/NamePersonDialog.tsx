import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Form, Input, Label, Radio, RadioGroup, Text, TextField } from 'react-aria-components';
import { Link } from 'react-router';

import { answer, client, faceCropOf, type Schemas } from '../../api/client';
import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Picture } from '../../ui/Picture';
import { matching } from './people';
import { wordsOf } from '../../api/words-of';
import './name-person.css';

const newPerson = 'new';

/** Makes a face of a picture one of a person's, known or new, and has the pictures with such faces looked at again. */
export function NamePersonDialog({ face, onClose }: { face: string; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(newPerson);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const people = useQuery({ queryKey: ['people'], queryFn: () => answer(client.GET('/api/v1/people')) });
  const name = typed.trim();
  const { found, more } = matching(people.data?.people ?? [], name);
  const person = found.find(({ id }) => id === chosen);
  const add = useAdd(face);
  if (add.isSuccess) return <Added {...add.data} onClose={onClose} />;
  const ready = (person !== undefined || name !== '') && !add.isPending;
  return (
    <Dialog title={texts.picture.addTitle} open onClose={onClose}>
      <Form
        className="name-person"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) add.mutate(person?.id ?? { name });
        }}
      >
        <Picture className="name-person-face" src={faceCropOf(face)} alt={texts.picture.thisFace} />
        <TextField className="name-person-field" value={typed} onChange={setTyped} maxLength={200}>
          <Label>{texts.picture.nameOrSearch}</Label>
          <Input ref={field} />
          <Text slot="description">{texts.picture.nameHelp}</Text>
        </TextField>
        <RadioGroup
          className="name-person-choice"
          aria-label={texts.picture.people}
          value={person?.id ?? newPerson}
          onChange={setChosen}
        >
          {name !== '' && (
            <Radio className="name-person-option" value={newPerson}>
              {texts.picture.newPerson(name)}
            </Radio>
          )}
          {found.map(({ id, name: known, photographs }) => (
            <Radio key={id} className="name-person-option" value={id}>
              <span>{known}</span>
              <span className="soft">{texts.picture.photographs(photographs.length)}</span>
            </Radio>
          ))}
        </RadioGroup>
        {more > 0 && <p className="soft">{texts.picture.morePeople(more)}</p>}
        {people.isError && <Notice kind="problem">{wordsOf(people.error)}</Notice>}
        {add.isError && <Notice kind="problem">{wordsOf(add.error)}</Notice>}
        <div className="dialog-buttons">
          <Button onPress={onClose}>{texts.shell.cancel}</Button>
          <Button kind="primary" type="submit" isDisabled={!ready}>
            {texts.picture.add}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Adds the face to a person, by id or new by name, then has the pictures looked at again. */
function useAdd(face: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (to: string | { name: string }) => {
      const person = await answer<Schemas['Person']>(
        typeof to === 'string'
          ? client.PATCH('/api/v1/people/{id}', { params: { path: { id: to } }, body: { faces: [face] } })
          : client.POST('/api/v1/people', { body: { ...to, photographs: [], faces: [face] } }),
      );
      const path = { id: person.id };
      const { images } = await answer(client.POST('/api/v1/people/{id}/recognise', { params: { path } }));
      return { person, images };
    },
    onSuccess: ({ person, images }) => {
      announce(`${texts.picture.added(person.name)} ${texts.picture.lookedAgain(images)}`);
    },
    // Also where only the second half failed.
    onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
}

interface AddedProps {
  person: Schemas['Person'];
  images: number;
  onClose: () => void;
}

function Added({ person, images, onClose }: AddedProps) {
  return (
    <Dialog
      title={texts.picture.addToPeople}
      open
      onClose={onClose}
      buttons={
        <Button kind="primary" onPress={onClose}>
          {texts.shell.close}
        </Button>
      }
    >
      <p>
        {texts.picture.added(person.name)} {texts.picture.lookedAgain(images)}
      </p>
      <Link to={`/people/${person.id}`}>{texts.picture.toPerson(person.name)}</Link>
    </Dialog>
  );
}
