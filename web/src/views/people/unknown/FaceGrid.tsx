import { Link } from 'react-router';

import { faceCropOf } from '../../../api/client';
import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Picture } from '../../../ui/Picture';
import { maxPhotographs, type Face } from '../queries';
import { toggled } from '../toggled';

const words = texts.people.unknown;

interface FaceGridProps {
  faces: Face[];
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
}

/** Faces that can be left out, each with the way to its picture. */
export function FaceGrid({ faces, chosen, onChosen }: FaceGridProps) {
  return (
    <fieldset className="face-grid">
      <legend className="soft">{words.deselect}</legend>
      <div className="face-grid-row">
        <span role="status">{words.chosen(chosen.size, faces.length)}</span>
        <Button onPress={() => onChosen(new Set(faces.slice(0, maxPhotographs).map(({ faceId }) => faceId)))}>
          {words.all}
        </Button>
        <Button onPress={() => onChosen(new Set())}>{words.nobody}</Button>
      </div>
      <ul>
        {faces.map(({ faceId, id }, at) => (
          <li key={faceId}>
            <label>
              <input
                type="checkbox"
                aria-label={words.takes(at + 1)}
                checked={chosen.has(faceId)}
                onChange={() => onChosen(toggled(chosen, faceId))}
              />
              <Picture src={faceCropOf(faceId)} alt="" loading="lazy" />
            </label>
            <Link to={`/images/${id}`} aria-label={words.pictureOf(at + 1)}>
              {words.picture}
            </Link>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
