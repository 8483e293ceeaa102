import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';

import { answer, client, thumbnailOf } from '../../../api/client';
import { texts } from '../../../texts';
import { Failed } from '../../../ui/Failed';
import type { Person } from '../queries';
import { Peek, Veil } from '../../../moderation/Veil';

const words = texts.people.person;
const most = 24;

/** The newest pictures that show a person; all of them are in the library. */
export function Pictures({ person }: { person: Person }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['people', person.id, 'pictures'],
    queryFn: () =>
      answer(client.GET('/api/v1/images', { params: { query: { person: person.id, limit: most } } })),
  });
  return (
    <section className="person-section">
      <header>
        <h2>{words.shown}</h2>
        {data && data.images.length > 0 && (
          <Link className="button" to={`/?person=${encodeURIComponent(person.id)}`}>
            {words.inLibrary}
          </Link>
        )}
      </header>
      <p className="soft">{words.againHelp}</p>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {data?.images.length === 0 && <p>{words.notShown}</p>}
      <ul className="person-pictures">
        {data?.images.map((image) => (
          <li key={image.id}>
            <Link to={`/images/${image.id}`}>
              <Veil image={image} src={thumbnailOf(image.id, 400)} />
            </Link>
            <Peek image={image} />
          </li>
        ))}
      </ul>
    </section>
  );
}
