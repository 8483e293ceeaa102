import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';

import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { AboutFields } from '../AboutFields';
import { Failed } from '../../../ui/Failed';
import { addPerson, formOf, linksOf, maxFormBytes, usePeopleChanged, type Gender } from '../queries';
import { FilesField } from './FilesField';

const words = texts.people.add;

interface AddPersonProps {
  open: boolean;
  onClose: () => void;
}

/** Adds a person from files. What the server refuses is told, and what was filled in stays. */
export function AddPerson({ open, onClose }: AddPersonProps) {
  return (
    <Dialog title={words.title} open={open} onClose={onClose}>
      <AddForm onClose={onClose} />
    </Dialog>
  );
}

function AddForm({ onClose }: { onClose: () => void }) {
  const id = useId();
  const navigate = useNavigate();
  const changed = usePeopleChanged();
  const [name, setName] = useState('');
  const [links, setLinks] = useState('');
  const [gender, setGender] = useState<Gender | ''>('');
  const [photographs, setPhotographs] = useState<File[]>([]);
  const adding = useMutation({
    mutationFn: () => {
      if (name.trim() === '' || photographs.length === 0) throw new Error(words.missing);
      if (photographs.reduce((sum, file) => sum + file.size, 0) > maxFormBytes)
        throw new Error(texts.people.tooLarge);
      return addPerson(formOf({ name: name.trim(), links: linksOf(links), gender, photographs }));
    },
    onSuccess: async (person) => {
      await changed();
      announce(words.done(person.name));
      onClose();
      await navigate(`/people/${person.id}`);
    },
  });
  return (
    <form
      className="people-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!adding.isPending) adding.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>{words.name}</label>
        <input
          id={`${id}-name`}
          className="input"
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <FilesField files={photographs} onFiles={setPhotographs} />
      <AboutFields links={links} onLinks={setLinks} gender={gender} onGender={setGender} mayBeUnsaid />
      {adding.error && <Failed error={adding.error} />}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.shell.cancel}</Button>
        <Button kind="primary" type="submit" isDisabled={adding.isPending}>
          {adding.isPending ? words.adding : words.submit}
        </Button>
      </div>
    </form>
  );
}
