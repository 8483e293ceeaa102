import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';

import type { ImageSummary, Schemas } from '../../../api/client';
import { formatConfidence, texts } from '../../../texts';
import { Failed } from '../../../ui/Failed';
import { imageQuery, policyQuery, thresholdOf } from '../queries';

const words = texts.review.queue;

/** The moderation labels of a picture: how sure each is, what says so, and whether it holds the picture. */
export function Why({ image }: { image: ImageSummary }) {
  const { data: item, error, refetch } = useQuery(imageQuery(image.id));
  const { data: policy } = useQuery(policyQuery);
  return (
    <section className="why">
      <h2>{words.heldFor}</h2>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!error && item === undefined && <p>{texts.shell.loading}</p>}
      {item?.moderationLabels.length === 0 && <p>{words.noLabels}</p>}
      <ul>
        {item?.moderationLabels.map((label) => (
          <LabelRow
            key={`${label.ParentName} ${label.Name}`}
            label={label}
            threshold={policy && thresholdOf(policy, label.Name)}
          />
        ))}
      </ul>
      <Link to={`/images/${image.id}`}>{words.open}</Link>
    </section>
  );
}

interface LabelRowProps {
  label: Schemas['ModerationLabel'];
  threshold: number | undefined;
}

function LabelRow({ label: { Name, ParentName, Confidence, Evidence }, threshold }: LabelRowProps) {
  return (
    <li>
      <div className="why-label">
        <strong>{Name}</strong>
        <span>{formatConfidence(Confidence)}</span>
      </div>
      <span className="why-bar" aria-hidden>
        <span style={{ width: `${Confidence}%` }} />
        {threshold !== undefined && threshold <= 100 && <i style={{ insetInlineStart: `${threshold}%` }} />}
      </span>
      <span className="soft">
        {ParentName !== '' && `${words.within(ParentName)}; `}
        {threshold !== undefined && holds(Confidence, threshold)}
      </span>
      {Evidence.length > 0 && (
        <dl aria-label={words.evidence}>
          {Evidence.map((one) => (
            <div key={`${one.Source} ${one.Name}`}>
              <dt>{one.Source}</dt>
              <dd>
                {one.Name}, {formatConfidence(one.Confidence)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function holds(confidence: number, threshold: number): string {
  if (threshold > 100) return words.never;
  return confidence >= threshold ? words.holds(threshold) : words.below(threshold);
}
