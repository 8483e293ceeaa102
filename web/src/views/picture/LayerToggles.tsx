import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import { formatNumber, texts } from '../../texts';
import { layers, type Finding, type Layer } from './findings';
import { LayerMark } from './LayerMark';

interface LayerTogglesProps {
  findings: Finding[];
  shown: ReadonlySet<Layer>;
  onChange: (shown: Set<Layer>) => void;
}

/** Which layers are drawn on the picture, with how many findings each has. */
export function LayerToggles({ findings, shown, onChange }: LayerTogglesProps) {
  return (
    <ToggleButtonGroup
      className="layer-toggles"
      aria-label={texts.picture.layers.label}
      selectionMode="multiple"
      selectedKeys={shown}
      onSelectionChange={(keys) => onChange(new Set([...keys] as Layer[]))}
    >
      {layers.map((layer) => {
        const { name } = texts.picture.layers[layer];
        const found = findings.filter((finding) => finding.layer === layer).length;
        return (
          <ToggleButton key={layer} id={layer} className="layer-toggle">
            <LayerMark layer={layer} />
            <span className="layer-name" aria-hidden>
              {name}
            </span>
            <span className="layer-count" aria-hidden>
              {formatNumber(found)}
            </span>
            <span className="visually-hidden">{texts.picture.layerCount(name, found)}</span>
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
}
