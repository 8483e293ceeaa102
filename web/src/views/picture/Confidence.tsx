import { formatConfidence } from '../../texts';

/** A confidence as a bar and a number. */
export function Confidence({ value }: { value: number }) {
  return (
    <span className="confidence">
      <span className="confidence-track" aria-hidden>
        <span className="confidence-bar" style={{ width: `${value}%` }} />
      </span>
      <span className="confidence-number">{formatConfidence(value)}</span>
    </span>
  );
}
