import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { answer, client, faceCropOf, type Schemas } from '../../../api/client';
import { useShortcuts } from '../../../shell/shortcuts';
import { texts } from '../../../texts';
import { Notice } from '../../../ui/Notice';
import { Picture } from '../../../ui/Picture';
import { Failed } from '../../../ui/Failed';
import { limitsQuery } from '../queries';
import { NameGroup } from './NameGroup';
import './unknown.css';

const words = texts.people.unknown;
const most = 200;

export function UnknownFaces() {
  const { data: limits, error, refetch } = useQuery(limitsQuery);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (limits === undefined) return <p>{texts.shell.loading}</p>;
  return limits.keepsFaces ? <Groups /> : <Notice kind="warning">{words.notKept}</Notice>;
}

/** Groups of faces, the largest first; one is opened to name it. */
function Groups() {
  const queries = useQueryClient();
  const [singles, setSingles] = useState(true);
  const minSize = singles ? 1 : 2;
  const { data, error, refetch } = useQuery({
    queryKey: ['face-groups', minSize],
    queryFn: () =>
      answer(client.GET('/api/v1/faces/groups', { params: { query: { minSize, limit: most } } })),
  });
  const [open, setOpen] = useState<string>();
  const [outcome, setOutcome] = useState('');
  const list = useRef<HTMLUListElement>(null);

  /** The place of the group that has the focus, or -1. */
  const focused = () => cardsOf(list.current).findIndex((card) => card === document.activeElement);
  const focus = (at: number) => {
    const cards = cardsOf(list.current);
    cards[Math.min(Math.max(at, 0), cards.length - 1)]?.focus();
  };
  useShortcuts({
    ArrowLeft: () => focus(focused() - 1),
    ArrowRight: () => focus(focused() + 1),
    n: () => setOpen(data?.groups[Math.max(focused(), 0)]?.groupId),
  });

  const named = async (says: string) => {
    const at = data?.groups.findIndex(({ groupId }) => groupId === open) ?? 0;
    setOpen(undefined);
    setOutcome(says);
    await queries.invalidateQueries({ queryKey: ['face-groups'] });
    // The next group has moved up to this place; the dialog gives the focus back before.
    requestAnimationFrame(() => focus(at));
  };

  return (
    <>
      <p>
        {words.says} <span className="soft">{words.keys}</span>
      </p>
      <label className="unknown-singles">
        <input type="checkbox" checked={singles} onChange={() => setSingles(!singles)} />
        {words.single}
      </label>
      {outcome !== '' && <Notice kind="info">{outcome}</Notice>}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!error && data === undefined && <p>{texts.shell.loading}</p>}
      {data && <Counts groups={data} />}
      <ul className="groups" ref={list}>
        {data?.groups.map((group, at) => (
          <li key={group.groupId}>
            <GroupCard group={group} number={at + 1} onOpen={() => setOpen(group.groupId)} />
          </li>
        ))}
      </ul>
      {open !== undefined && (
        <NameGroup group={open} onClose={() => setOpen(undefined)} onNamed={(says) => void named(says)} />
      )}
    </>
  );
}

const cardsOf = (list: HTMLElement | null): HTMLElement[] =>
  Array.from(list?.querySelectorAll<HTMLElement>('.group-card') ?? []);

function Counts({ groups: { groups, unknown, looked, truncated } }: { groups: Schemas['FaceGroups'] }) {
  return (
    <>
      {groups.length === 0 ? (
        <Notice kind="info">{words.none}</Notice>
      ) : (
        <p role="status">{words.counts(unknown, groups.length)}</p>
      )}
      {groups.length === most && <p className="soft">{words.capped(most)}</p>}
      {truncated && <Notice kind="warning">{words.truncated(looked)}</Notice>}
    </>
  );
}

interface GroupCardProps {
  group: Schemas['FaceGroup'];
  number: number;
  onOpen: () => void;
}

function GroupCard({ group: { faces, size }, number, onOpen }: GroupCardProps) {
  return (
    <button type="button" className="group-card" aria-label={words.group(number, size)} onClick={onOpen}>
      <span className="group-card-faces">
        {faces.map(({ faceId }) => (
          <Picture key={faceId} src={faceCropOf(faceId)} alt="" loading="lazy" />
        ))}
      </span>
      <span>{texts.people.faces(size)}</span>
    </button>
  );
}
