import { texts } from '../../../texts';
import { Threshold } from './Threshold';

const words = texts.review.policy;
const rules = ['default', 'own', 'never'] as const;
const never = 101;

interface LabelRuleProps {
  label: string;
  /** How many have it; undefined: none. */
  pictures: number | undefined;
  /** The threshold of all others, where its own begins. */
  standard: number;
  /** Its own; undefined: as all others; above 100: never. */
  threshold: number | undefined;
  onThreshold: (threshold: number | undefined) => void;
}

export function LabelRule({ label, pictures, standard, threshold, onThreshold }: LabelRuleProps) {
  const rule = threshold === undefined ? 'default' : threshold > 100 ? 'never' : 'own';
  const choose = (chosen: string) => {
    if (chosen === 'default') onThreshold(undefined);
    else onThreshold(chosen === 'never' ? never : standard);
  };
  return (
    <li>
      <span className="policy-label">
        <strong>{label}</strong>
        <span className="soft">{pictures === undefined ? words.notSeen : words.seen(pictures)}</span>
      </span>
      <select
        className="input"
        aria-label={words.rule(label)}
        value={rule}
        onChange={(event) => choose(event.target.value)}
      >
        {rules.map((one) => (
          <option key={one} value={one}>
            {words.rules[one]}
          </option>
        ))}
      </select>
      {rule === 'own' && <Threshold label={label} value={threshold ?? standard} onValue={onThreshold} />}
    </li>
  );
}
