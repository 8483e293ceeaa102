import { Check } from 'lucide-react';
import { useState } from 'react';

import type { Schemas } from '../../../api/client';
import { formatNumber, texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { useFacets } from '../asked';
import { boundsOfMonth, monthOf, settle, type Filters } from '../filters';
import { formatFilter } from '../words';
import type { FacetsProps } from './Facets';

export const kinds = ['label', 'person', 'moderation', 'status', 'review', 'month'] as const;
export type Kind = (typeof kinds)[number];

const lists = {
  label: 'labels',
  person: 'people',
  moderation: 'moderation',
  status: 'statuses',
  review: 'reviews',
  month: 'months',
} as const;
const [few, some, many] = [8, 50, 500];

const valueIn = (filters: Filters, kind: Kind): string | undefined =>
  kind === 'month' ? monthOf(filters) : filters[kind];

function withValue(filters: Filters, kind: Kind, value: string | undefined): Filters {
  if (kind !== 'month') return settle({ ...filters, [kind]: value });
  const bounds = value === undefined ? { from: undefined, to: undefined } : boundsOfMonth(value);
  return settle({ ...filters, ...bounds });
}

const same = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase();

/** The values of one kind. Its own filter does not narrow them, so that another value can be chosen instead. */
export function FacetGroup({ kind, filters, onChange }: FacetsProps & { kind: Kind }) {
  const { groups, more, fewer, find, none, nothingFound } = texts.library.filters;
  const [all, setAll] = useState(false);
  const [typed, setTyped] = useState('');
  const { data } = useFacets(withValue(filters, kind, undefined), all ? many : some);
  const chosen = valueIn(filters, kind);
  const values: Schemas['FacetValue'][] = data?.[lists[kind]] ?? [];
  const fitting = values.filter(({ name }) =>
    formatFilter(kind, name).toLowerCase().includes(typed.trim().toLowerCase()),
  );
  const shown = all ? fitting : values.slice(0, few);
  const isMissing = chosen !== undefined && !shown.some(({ name }) => same(name, chosen));
  const close = () => {
    setAll(false);
    setTyped('');
  };
  return (
    <details className="facet" open>
      <summary>
        <h3>{groups[kind]}</h3>
      </summary>
      {all && (
        <input
          type="search"
          className="facet-find"
          aria-label={find(groups[kind])}
          placeholder={find(groups[kind])}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <ul className={all ? 'facet-values facet-all' : 'facet-values'}>
        {isMissing && (
          <Value
            kind={kind}
            name={chosen}
            pressed
            onPress={() => onChange(withValue(filters, kind, undefined))}
          />
        )}
        {shown.map(({ name, count }) => (
          <Value
            key={name}
            kind={kind}
            name={name}
            count={count}
            pressed={same(name, chosen)}
            onPress={() => onChange(withValue(filters, kind, same(name, chosen) ? undefined : name))}
          />
        ))}
      </ul>
      {data !== undefined && values.length === 0 && !isMissing && <p className="facet-none">{none}</p>}
      {all && values.length > 0 && fitting.length === 0 && <p className="facet-none">{nothingFound}</p>}
      {(all || values.length > few) && (
        <Button kind="quiet" className="facet-more" onPress={all ? close : () => setAll(true)}>
          {all ? fewer : more}
          <span className="visually-hidden">: {groups[kind]}</span>
        </Button>
      )}
    </details>
  );
}

interface ValueProps {
  kind: Kind;
  name: string;
  count?: number;
  pressed: boolean;
  onPress: () => void;
}

function Value({ kind, name, count, pressed, onPress }: ValueProps) {
  return (
    <li>
      <button type="button" className="facet-value" aria-pressed={pressed} onClick={onPress}>
        <Check aria-hidden />
        <span className="facet-name">{formatFilter(kind, name)}</span>
        {count !== undefined && (
          <>
            <span className="facet-count" aria-hidden>
              {formatNumber(count)}
            </span>
            <span className="visually-hidden">, {texts.library.filters.has(count)}</span>
          </>
        )}
      </button>
    </li>
  );
}
