import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';

import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { chipsOf, type Filters } from '../filters';
import { formatFilter } from '../words';

/** The filters in use, each to be taken away. */
export function Chips({ filters, onChange }: { filters: Filters; onChange: (next: Filters) => void }) {
  const { names, chips: title, remove: removal, clear } = texts.library.filters;
  const list = useRef<HTMLUListElement>(null);
  const chips = chipsOf(filters);
  // The focus goes to the chip that takes the place of the one taken away, or to the box.
  const removed = useRef(-1);
  useEffect(() => {
    if (removed.current < 0) return;
    const left = [...(list.current?.querySelectorAll<HTMLElement>('.chip') ?? [])];
    const next = left[Math.min(removed.current, left.length - 1)];
    removed.current = -1;
    (next ?? document.querySelector<HTMLElement>('.search-box input'))?.focus();
    // Only new filters bring new chips.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [filters]);
  const remove = (place: number) => {
    removed.current = place;
    onChange(chips[place]!.without);
  };
  if (chips.length === 0) return null;
  return (
    <ul ref={list} className="chips" aria-label={title}>
      {chips.map(({ name, value }, place) => (
        <li key={`${name}:${value}`}>
          <button
            type="button"
            className="chip"
            aria-label={removal(name, formatFilter(name, value))}
            onClick={() => remove(place)}
          >
            <span className="chip-name">{names[name]}</span>{' '}
            <span className="chip-value">{formatFilter(name, value)}</span>
            <X aria-hidden />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button kind="quiet" className="chips-clear" onPress={() => onChange({})}>
            {clear}
          </Button>
        </li>
      )}
    </ul>
  );
}
