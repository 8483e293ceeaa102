import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

import { texts } from '../../texts';

interface ThresholdProps {
  value: number;
  onChange: (value: number) => void;
  /** How many findings don't reach it. */
  hidden: number;
}

export const thresholdId = 'picture-threshold';

/** From which confidence on findings are shown. */
export function Threshold({ value, onChange, hidden }: ThresholdProps) {
  return (
    <Slider
      className="threshold"
      value={value}
      onChange={onChange}
      minValue={0}
      maxValue={100}
      id={thresholdId}
    >
      <Label>{texts.picture.threshold}</Label>
      <SliderOutput>{({ state }) => `${state.values[0]} %`}</SliderOutput>
      <SliderTrack className="threshold-track">
        {({ state }) => (
          <>
            <span className="threshold-line" />
            <span className="threshold-fill" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className="threshold-thumb" />
          </>
        )}
      </SliderTrack>
      <p className="threshold-hidden">{hidden > 0 ? texts.picture.below(hidden) : ''}</p>
    </Slider>
  );
}
