import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { formatNumber, texts } from '../../texts';
import { Confidence } from './Confidence';
import { FindingDetail } from './FindingDetail';
import { layers, type Finding, type Layer } from './findings';
import { LayerMark } from './LayerMark';
import type { Selection } from './useSelection';
import './findings.css';

interface FindingListsProps {
  id: string;
  findings: Finding[];
  selection: Selection;
  /** Beside a layer's heading. */
  actions?: Partial<Record<Layer, ReactNode>>;
}

/** The findings by layer, linked with the boxes over the picture. One stop of the Tab key; arrow keys move on. */
export function FindingLists({ id, findings, selection, actions }: FindingListsProps) {
  const element = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<string>();
  const { active } = selection;
  useEffect(() => {
    if (active?.from !== 'picture') return;
    element.current
      ?.querySelector(`[data-row="${CSS.escape(active.finding)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const stop = findings.some(({ key }) => key === last) ? last : findings[0]?.key;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const rows = [...element.current!.querySelectorAll<HTMLElement>('[data-row]')];
    rows[rows.indexOf(event.currentTarget) + step]?.focus();
    event.preventDefault();
  };
  return (
    <div ref={element} className="finding-lists">
      {layers.map((layer) => {
        const found = findings.filter((finding) => finding.layer === layer);
        if (found.length === 0) return null;
        return (
          <section key={layer} aria-labelledby={`layer-${layer}`}>
            <header className="finding-head">
              <LayerMark layer={layer} />
              <h2 id={`layer-${layer}`}>
                {texts.picture.layers[layer].name}{' '}
                <span className="finding-count">{formatNumber(found.length)}</span>
              </h2>
              {actions?.[layer]}
            </header>
            <ul>
              {found.map((finding) => (
                <FindingRow
                  key={finding.key}
                  id={id}
                  finding={finding}
                  selection={selection}
                  stop={finding.key === stop}
                  onKeyDown={onKeyDown}
                  onReached={() => setLast(finding.key)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface FindingRowProps {
  id: string;
  finding: Finding;
  selection: Selection;
  stop: boolean;
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
  onReached: () => void;
}

function FindingRow({ id, finding, selection, stop, onKeyDown, onReached }: FindingRowProps) {
  const { key, title, confidence, places, layer } = finding;
  const open = selection.picked?.finding === key;
  const at = { finding: key, from: 'list' } as const;
  return (
    <li className={selection.active?.finding === key ? 'finding finding-active' : 'finding'}>
      <button
        type="button"
        className="finding-row"
        data-row={key}
        tabIndex={stop ? 0 : -1}
        aria-expanded={open}
        onKeyDown={onKeyDown}
        onFocus={() => {
          onReached();
          selection.point(at);
        }}
        onBlur={() => selection.point()}
        onPointerEnter={(event) => event.pointerType === 'mouse' && selection.point(at)}
        onPointerLeave={(event) => event.pointerType === 'mouse' && selection.point()}
        onClick={() => selection.pick(open ? selection.picked : at)}
      >
        <span className="finding-title">
          {title}
          {layer === 'objects' && places.length > 0 && (
            <span className="finding-places"> · {texts.picture.places(places.length)}</span>
          )}
        </span>
        <Confidence value={confidence} />
      </button>
      {open && <FindingDetail id={id} finding={finding} selection={selection} />}
    </li>
  );
}
