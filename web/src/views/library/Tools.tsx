import { Eye, EyeOff, Grid3x3 } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';

import { texts } from '../../texts';
import { showAll, useAllShown } from '../../moderation/shown';

const key = 'spotter.tile';
const [smallest, usual, largest] = [110, 190, 330];

/** The size of tiles that was chosen last. */
export function storedSize(): number {
  const size = Number(localStorage.getItem(key));
  return size >= smallest && size <= largest ? size : usual;
}

interface ToolsProps {
  size: number;
  onSize: (size: number) => void;
}

/** How pictures are shown: blurred ones clearly, larger or smaller. */
export function Tools({ size, onSize }: ToolsProps) {
  const all = useAllShown();
  const change = (next: number) => {
    localStorage.setItem(key, String(next));
    onSize(next);
  };
  return (
    <>
      <ToggleButton
        className={all ? 'button library-pressed' : 'button button-quiet'}
        isSelected={all}
        onChange={showAll}
        aria-label={texts.library.grid.unsafe}
      >
        {all ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
        <span className="library-wide">{texts.library.grid.unsafe}</span>
      </ToggleButton>
      <label className="library-size">
        <Grid3x3 aria-hidden />
        <span className="visually-hidden">{texts.library.grid.size}</span>
        <input
          type="range"
          min={smallest}
          max={largest}
          step={10}
          value={size}
          onChange={(event) => change(Number(event.target.value))}
        />
      </label>
    </>
  );
}
