import type { Schemas } from '../../api/client';
import { formatConfidence } from '../../texts';

/** Colours by their CSS names, each with the share of the pixels that it covers. */
export function Swatches({ colours }: { colours: Schemas['DominantColor'][] }) {
  return (
    <ul className="swatches">
      {colours.map(({ HexCode, CSSColor, PixelPercent }) => (
        <li key={HexCode}>
          <span className="swatch" style={{ backgroundColor: HexCode }} aria-hidden />
          <span>{CSSColor}</span>
          <code>{HexCode}</code>
          <span className="swatch-share">{formatConfidence(PixelPercent)}</span>
        </li>
      ))}
    </ul>
  );
}
