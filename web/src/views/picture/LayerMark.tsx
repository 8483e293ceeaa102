import { texts } from '../../texts';
import type { Layer } from './findings';
import './layers.css';

/** How the boxes of a layer are drawn: each has a line and a corner of its own beside its colour. */
export const strokes: Record<Layer, { dash?: string; round: number }> = {
  objects: { round: 0 },
  text: { dash: '2 3', round: 0 },
  faces: { dash: '9 4', round: 10 },
  celebrities: { dash: '12 4 2 4', round: 10 },
  moderation: { dash: '16 6', round: 0 },
};

/** A sample of a layer's line with its letter, on dark ground as its colours want it. */
export function LayerMark({ layer }: { layer: Layer }) {
  const { dash, round } = strokes[layer];
  return (
    <svg className={`layer-mark layer-${layer}`} viewBox="0 0 32 24" aria-hidden>
      <rect className="layer-mark-ground" width="32" height="24" rx="5" />
      <rect x="3" y="3" width="26" height="18" rx={round / 2} strokeDasharray={dash} className="layer-line" />
      <text x="16" y="16.5">
        {texts.picture.layers[layer].letter}
      </text>
    </svg>
  );
}
