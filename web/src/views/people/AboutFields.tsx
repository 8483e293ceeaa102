import { useId } from 'react';

import { texts } from '../../texts';
import type { Gender } from './queries';

const words = texts.people;
const genders = Object.keys(words.genders) as Gender[];

interface AboutFieldsProps {
  links: string;
  onLinks: (links: string) => void;
  gender: Gender | '';
  onGender: (gender: Gender | '') => void;
  /** Whether "not said" may be chosen: once said, the API has no way back. */
  mayBeUnsaid: boolean;
}

/** What is said of a person besides the name. */
export function AboutFields({ links, onLinks, gender, onGender, mayBeUnsaid }: AboutFieldsProps) {
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-links`}>{words.links}</label>
        <textarea
          id={`${id}-links`}
          rows={2}
          value={links}
          aria-describedby={`${id}-help`}
          onChange={(event) => onLinks(event.target.value)}
        />
        <span id={`${id}-help`} className="soft">
          {words.linksHelp}
        </span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-gender`}>{words.gender}</label>
        <select
          id={`${id}-gender`}
          value={gender}
          onChange={(event) => onGender(event.target.value as Gender | '')}
        >
          {(mayBeUnsaid || gender === '') && <option value="">{words.genderUnsaid}</option>}
          {genders.map((one) => (
            <option key={one} value={one}>
              {words.genders[one]}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}
