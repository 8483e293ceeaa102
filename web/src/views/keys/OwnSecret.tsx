import { useId } from 'react';

import { useStanding } from '../../api/session';
import { texts } from '../../texts';

const words = texts.keys;

interface OwnSecretProps {
  value: string;
  onValue: (value: string) => void;
}

/** Managing keys asks for the secret again; nothing where nobody signs in. */
export function OwnSecret({ value, onValue }: OwnSecretProps) {
  const id = useId();
  const { kind, who } = useStanding();
  if (kind === 'open') return null;
  return (
    <div className="field">
      <label htmlFor={id}>{words.ownSecret}</label>
      <input
        id={id}
        className="input"
        type="password"
        value={value}
        maxLength={128}
        autoComplete="current-password"
        aria-describedby={`${id}-help`}
        onChange={(event) => onValue(event.target.value)}
      />
      <span id={`${id}-help`} className="soft">
        {words.ownSecretHelp(who)}
      </span>
    </div>
  );
}
