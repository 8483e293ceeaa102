import { texts } from '../../../texts';

interface ThresholdProps {
  label: string;
  value: number;
  onValue: (value: number) => void;
}

/** A confidence from 0 to 100, slid or typed. */
export function Threshold({ label, value, onValue }: ThresholdProps) {
  return (
    <span className="threshold">
      <input
        type="range"
        aria-label={label}
        aria-valuetext={texts.review.policy.percent(value)}
        min={0}
        max={100}
        step={1}
        value={value}
        onChange={(event) => onValue(event.target.valueAsNumber)}
      />
      <input
        type="number"
        className="input"
        aria-label={texts.review.policy.threshold(label)}
        min={0}
        max={100}
        step="any"
        required
        value={value}
        onChange={(event) => {
          const typed = event.target.valueAsNumber;
          if (!Number.isNaN(typed)) onValue(Math.min(Math.max(typed, 0), 100));
        }}
      />
      <span aria-hidden>%</span>
    </span>
  );
}
