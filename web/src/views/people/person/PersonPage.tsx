import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ArrowLeft, Combine, RefreshCw, Trash2 } from 'lucide-react';

import { answer, client } from '../../../api/client';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Notice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { Failed } from '../../../ui/Failed';
import { lookAgain, personQuery, usePeopleChanged, type Person } from '../queries';
import { About } from './About';
import { Merge } from './Merge';
import { Photographs } from './Photographs';
import { Pictures } from './Pictures';
import { Rename } from './Rename';
import './person.css';

const words = texts.people.person;

export function PersonPage() {
  const { id = '' } = useParams();
  const { data: person, error, refetch } = useQuery(personQuery(id));
  return (
    <Page title={person?.name ?? texts.people.title} actions={person && <Actions person={person} />}>
      <Link className="person-back" to="/people">
        <ArrowLeft aria-hidden />
        {words.back}
      </Link>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!error && person === undefined && <p>{texts.shell.loading}</p>}
      {person && (
        <div className="person" key={person.id}>
          <About person={person} />
          <Photographs person={person} />
          <Pictures person={person} />
        </div>
      )}
    </Page>
  );
}

function Actions({ person }: { person: Person }) {
  const [asked, setAsked] = useState<'merge' | 'remove'>();
  const again = useMutation({
    mutationFn: () => lookAgain(person.id),
    onSuccess: (pictures) => announce(words.queued(pictures)),
  });
  return (
    <>
      <div className="person-actions">
        <Rename person={person} />
        <Button onPress={() => again.mutate()} isDisabled={again.isPending}>
          <RefreshCw aria-hidden />
          {words.again}
        </Button>
        <Button onPress={() => setAsked('merge')}>
          <Combine aria-hidden />
          {words.merge}
        </Button>
        <Button kind="danger" onPress={() => setAsked('remove')}>
          <Trash2 aria-hidden />
          {words.remove}
        </Button>
      </div>
      {(again.error || again.data !== undefined) && (
        <div className="person-outcome">
          {again.error ? (
            <Failed error={again.error} retry={() => again.mutate()} />
          ) : (
            <Notice kind="info">{words.queued(again.data ?? 0)}</Notice>
          )}
        </div>
      )}
      <Merge person={person} open={asked === 'merge'} onClose={() => setAsked(undefined)} />
      <Remove person={person} open={asked === 'remove'} onClose={() => setAsked(undefined)} />
    </>
  );
}

function Remove({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const changed = usePeopleChanged();
  const removing = useMutation({
    mutationFn: () => answer(client.DELETE('/api/v1/people/{id}', { params: { path: { id: person.id } } })),
    onSuccess: async () => {
      announce(words.removed(person.name));
      await navigate('/people');
      await changed();
    },
  });
  return (
    <Dialog
      title={words.removeTitle(person.name)}
      open={open}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{texts.shell.cancel}</Button>
          <Button kind="danger" onPress={() => removing.mutate()} isDisabled={removing.isPending}>
            {words.remove}
          </Button>
        </>
      }
    >
      <p>{words.removeSays(person.photographs.length)}</p>
      {removing.error && <Failed error={removing.error} />}
    </Dialog>
  );
}
