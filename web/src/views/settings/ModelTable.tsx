import type { Schemas } from '../../api/client';
import { texts } from '../../texts';

const shownOfHash = 12;

export function ModelTable({ models }: { models: Schemas['Model'][] }) {
  const names = texts.settings.model;
  if (models.length === 0) return <p>{texts.settings.noModels}</p>;
  return (
    <>
      <p className="settings-about">{texts.settings.modelsAbout}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <div className="settings-models" tabIndex={0} role="group" aria-label={texts.settings.models}>
        <table>
          <thead>
            <tr>
              {Object.entries(names).map(([key, name]) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={`${model.slot} ${model.name}`}>
                <th scope="row">
                  {model.name}
                  <small>{model.about}</small>
                </th>
                <td>{model.slot}</td>
                <td>{model.pack}</td>
                <td>{model.licence}</td>
                <td>
                  {model.sha256 === '' ? (
                    texts.settings.noHash
                  ) : (
                    <code title={model.sha256}>{model.sha256.slice(0, shownOfHash)}</code>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
