import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Pencil } from 'lucide-react';

import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { AboutFields } from '../AboutFields';
import { Failed } from '../../../ui/Failed';
import { changePerson, linksOf, personQuery, usePeopleChanged, type Gender, type Person } from '../queries';

const words = texts.people.person;

/** Links and known gender: read, and edited in the same place. */
export function About({ person }: { person: Person }) {
  const [editing, setEditing] = useState(false);
  return (
    <section className="person-section">
      <header>
        <h2>{words.about}</h2>
        {!editing && (
          <Button onPress={() => setEditing(true)}>
            <Pencil aria-hidden />
            {words.edit}
          </Button>
        )}
      </header>
      {editing ? <AboutForm person={person} onClose={() => setEditing(false)} /> : <Said person={person} />}
    </section>
  );
}

function Said({ person: { urls, knownGender } }: { person: Person }) {
  return (
    <>
      {urls.length === 0 && <p className="soft">{words.noLinks}</p>}
      <ul className="person-links">
        {urls.map((url) => (
          <li key={url}>
            <a href={`https://${url.replace(/^https?:\/\//, '')}`} rel="noreferrer noopener" target="_blank">
              {url}
            </a>
          </li>
        ))}
      </ul>
      <p>
        {texts.people.gender}: {knownGender ? texts.people.genders[knownGender] : texts.people.genderUnsaid}
      </p>
    </>
  );
}

function AboutForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const changed = usePeopleChanged();
  const [links, setLinks] = useState(person.urls.join('\n'));
  const [gender, setGender] = useState<Gender | ''>(person.knownGender ?? '');
  const saving = useMutation({
    mutationFn: () =>
      changePerson(person.id, {
        urls: linksOf(links),
        ...(gender !== '' && { knownGender: gender }),
      }),
    onSuccess: async (next) => {
      queries.setQueryData(personQuery(person.id).queryKey, next);
      onClose();
      announce(words.saved);
      await changed();
    },
  });
  return (
    <form
      className="people-form person-about-form"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <AboutFields
        links={links}
        onLinks={setLinks}
        gender={gender}
        onGender={setGender}
        mayBeUnsaid={person.knownGender === undefined}
      />
      {saving.error && <Failed error={saving.error} />}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.shell.cancel}</Button>
        <Button kind="primary" type="submit" isDisabled={saving.isPending}>
          {saving.isPending ? words.saving : words.save}
        </Button>
      </div>
    </form>
  );
}
