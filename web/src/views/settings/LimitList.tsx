import type { Schemas } from '../../api/client';
import { formatNumber, texts } from '../../texts';

export function LimitList({ limits }: { limits: Schemas['Limits'] }) {
  const names = texts.settings.limit;
  const rows = [
    [names.formats, texts.settings.formats(limits.formats)],
    [names.bytes, texts.settings.mebibytes(limits.maxBytes)],
    [names.side, texts.settings.sidePx(limits.maxSidePx)],
    [names.pixels, texts.settings.pixels(limits.maxPixels)],
    [names.files, formatNumber(limits.maxFiles)],
    [names.wait, texts.settings.seconds(limits.maxWaitSeconds)],
  ];
  return (
    <dl className="settings-limits">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
