import { useEffect, useId, useState } from 'react';

import { texts } from '../../../texts';
import { takesConfidence, type Filters } from '../filters';
import { FacetGroup, kinds } from './FacetGroup';
import './facets.css';

export interface FacetsProps {
  filters: Filters;
  onChange: (next: Filters, replace?: boolean) => void;
}

/** What the pictures that fit hold; each value switches a filter. */
export function Facets({ filters, onChange }: FacetsProps) {
  return (
    <div className="facets">
      {takesConfidence(filters) && <Confidence filters={filters} onChange={onChange} />}
      <Time filters={filters} onChange={onChange} />
      {kinds.map((kind) => (
        <FacetGroup key={kind} kind={kind} filters={filters} onChange={onChange} />
      ))}
    </div>
  );
}

const restMs = 300;

function Confidence({ filters, onChange }: FacetsProps) {
  const { names, confidence, anyConfidence } = texts.library.filters;
  const set = filters.minConfidence ?? 0;
  const [value, setValue] = useState(set);
  const [seen, setSeen] = useState(set);
  if (seen !== set) {
    setSeen(set);
    setValue(set);
  }
  useEffect(() => {
    if (value === set) return undefined;
    const timer = setTimeout(() => onChange({ ...filters, minConfidence: value || undefined }, true), restMs);
    return () => clearTimeout(timer);
  }, [value, set, filters, onChange]);
  const id = useId();
  const said = value === 0 ? anyConfidence : confidence(value);
  return (
    <div className="facet-confidence">
      <label htmlFor={id}>
        {names['minConfidence']} <output>{said}</output>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={99}
        value={value}
        aria-valuetext={said}
        onChange={(event) => setValue(Number(event.target.value))}
      />
    </div>
  );
}

function Time({ filters, onChange }: FacetsProps) {
  const { time, from, to } = texts.library.filters;
  const set = (name: 'from' | 'to', day: string) => onChange({ ...filters, [name]: day || undefined });
  return (
    <fieldset className="facet-time">
      <legend>{time}</legend>
      {(
        [
          ['from', from],
          ['to', to],
        ] as const
      ).map(([name, label]) => (
        <label key={name}>
          <span>{label}</span>
          <input
            type="date"
            value={filters[name]?.slice(0, 10) ?? ''}
            onChange={(event) => set(name, event.target.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
