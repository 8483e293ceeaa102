import { formatConfidence, texts } from '../../texts';
import type { Finding } from './findings';
import { LayerMark } from './LayerMark';
import type { Selection } from './useSelection';

/** Moderation labels are of the whole picture: they stand at its edge instead of on a box. */
export function WholePictureTags({ findings, selection }: { findings: Finding[]; selection: Selection }) {
  const found = findings.filter(({ layer }) => layer === 'moderation');
  if (found.length === 0) return null;
  return (
    <ul className="picture-tags" aria-label={texts.picture.wholePicture}>
      {found.map(({ key, title, confidence }) => {
        const at = { finding: key, from: 'picture' } as const;
        return (
          <li key={key}>
            <button
              type="button"
              className={`picture-tag ${selection.active?.finding === key ? 'picture-tag-active' : ''}`}
              aria-pressed={selection.picked?.finding === key}
              onFocus={() => selection.point(at)}
              onBlur={() => selection.point()}
              onPointerEnter={(event) => event.pointerType === 'mouse' && selection.point(at)}
              onPointerLeave={(event) => event.pointerType === 'mouse' && selection.point()}
              onClick={() => selection.pick(at)}
            >
              <LayerMark layer="moderation" />
              {title} {formatConfidence(confidence)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
