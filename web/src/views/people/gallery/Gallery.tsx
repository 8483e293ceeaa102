import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { UserRound } from 'lucide-react';

import { photographOf } from '../../../api/client';
import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import { Picture } from '../../../ui/Picture';
import { Failed } from '../../../ui/Failed';
import { peopleQuery, type Person } from '../queries';
import { peopleCalled } from './called';
import './gallery.css';

const words = texts.people;
const page = 200;

/** Everybody of the gallery, as cards; so many at once, as there may be tens of thousands. */
export function Gallery() {
  const { data, error, refetch } = useQuery(peopleQuery);
  const [text, setText] = useState('');
  const [most, setMost] = useState(page);
  const sought = useDeferredValue(text.trim());
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <p>{texts.shell.loading}</p>;
  if (data.length === 0) return <Notice kind="info">{words.none}</Notice>;
  const fitting = peopleCalled(data, sought);
  return (
    <>
      <div className="gallery-filter">
        <input
          type="search"
          className="input"
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMost(page);
          }}
        />
        <span className="soft" role="status">
          {words.filtered(fitting.length, data.length)}
        </span>
      </div>
      {fitting.length === 0 && <p>{words.noMatch(sought)}</p>}
      <ul className="gallery">
        {fitting.slice(0, most).map((person) => (
          <Card key={person.id} person={person} />
        ))}
      </ul>
      {fitting.length > most && (
        <div>
          <Button onPress={() => setMost(most + page)}>{words.more}</Button>
        </div>
      )}
    </>
  );
}

function Card({ person: { id, name, photographs } }: { person: Person }) {
  const first = photographs[0];
  return (
    <li>
      <Link className="person-card" to={`/people/${id}`}>
        {first ? (
          <Picture src={photographOf(id, first.id)} alt="" loading="lazy" />
        ) : (
          <span className="person-card-empty">
            <UserRound aria-hidden />
          </span>
        )}
        <span className="person-card-name">{name}</span>
        <span className="soft">{words.photographs(photographs.length)}</span>
      </Link>
    </li>
  );
}
