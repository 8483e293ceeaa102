import { useEffect, useState } from 'react';

import type { ImageItem } from '../../api/client';
import { texts } from '../../texts';
import { barsOf, liveBarsOf, totalOf, type Bar } from './stages';
import type { LiveStage } from './useImage';

/** The stages of the last recognition as bars over time; of the one under way while there is one. */
export function Timeline({ item, live }: { item: ImageItem; live: LiveStage[] }) {
  const pending = item.status === 'queued' || item.status === 'recognising';
  const now = useNow(pending);
  const bars = pending ? liveBarsOf(live, now) : barsOf(item.stages);
  const total = totalOf(bars);
  if (bars.length === 0) return <p className="soft">{texts.picture.noStages}</p>;
  const [first] = item.stages;
  const waited = first && Date.parse(first.startedAt) - Date.parse(item.uploadedAt);
  return (
    <div className="panel-parts">
      <ol className="timeline">
        {bars.map((bar) => (
          <Row key={bar.name} bar={bar} total={total} />
        ))}
      </ol>
      <p>
        {texts.picture.total(texts.picture.milliseconds(total))}
        {!pending && item.run === '' && waited !== undefined && waited > 0 && (
          <span className="soft"> · {texts.picture.waited(texts.picture.milliseconds(waited))}</span>
        )}
      </p>
    </div>
  );
}

function Row({ bar: { name, from, length, outcome, error }, total }: { bar: Bar; total: number }) {
  const share = (time: number) => `${(total > 0 ? time / total : 0) * 100}%`;
  return (
    <li className={`timeline-row timeline-${outcome}`}>
      <span className="timeline-name">{stageName(name)}</span>
      <span className="timeline-outcome">{texts.picture.outcomes[outcome]}</span>
      <span className="timeline-time">{texts.picture.milliseconds(length)}</span>
      <span className="timeline-track" aria-hidden>
        <span className="timeline-bar" style={{ left: share(from), width: share(length) }} />
      </span>
      <span className="visually-hidden">{texts.picture.offset(texts.picture.milliseconds(from))}</span>
      {error && <span className="timeline-error">{error}</span>}
    </li>
  );
}

export const stageName = (name: string): string => texts.picture.stages[name] ?? name;

/** The time, several times a second while somebody looks at something that runs. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
