import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';

import { wordsOf } from '../../../api/words-of';
import { texts } from '../../../texts';
import { Document } from '../KeyList';
import { checkQuery } from '../queries';
import { inShort } from '../summary';

const words = texts.keys.new;
const kinds = ['role', 'all', 'own'] as const;
const typingPause = 400;
const mostCharacters = 20_000;

/** `role` and `all` are documents of the server's. */
export interface Choice {
  kind: (typeof kinds)[number];
  /** Of the own document. */
  text: string;
}

export const policyOf = ({ kind, text }: Choice): string => (kind === 'own' ? text : kind);

interface PolicyFieldProps {
  choice: Choice;
  onChoice: (choice: Choice) => void;
}

/** What a key may do, as it will be attached. An own document is checked as it is typed. */
export function PolicyField({ choice, onChoice }: PolicyFieldProps) {
  const id = useId();
  return (
    <fieldset className="policy-field">
      <legend>{words.policy}</legend>
      {kinds.map((kind) => (
        <div key={kind} className="policy-kind">
          <input
            id={`${id}-${kind}`}
            type="radio"
            name={`${id}-kind`}
            checked={choice.kind === kind}
            aria-describedby={`${id}-${kind}-says`}
            onChange={() => onChoice({ ...choice, kind })}
          />
          <label htmlFor={`${id}-${kind}`}>{words.kinds[kind].name}</label>
          <span id={`${id}-${kind}-says`} className="soft">
            {words.kinds[kind].says}
          </span>
        </div>
      ))}
      {choice.kind === 'own' && (
        <div className="field">
          <label htmlFor={`${id}-text`}>{words.document}</label>
          <textarea
            id={`${id}-text`}
            className="policy-text"
            rows={10}
            value={choice.text}
            maxLength={mostCharacters}
            spellCheck={false}
            aria-describedby={`${id}-check`}
            onChange={(event) => onChoice({ ...choice, text: event.target.value })}
          />
        </div>
      )}
      <Check id={`${id}-check`} policy={policyOf(choice)} />
    </fieldset>
  );
}

/** What the server says of a policy. */
function Check({ id, policy }: { id: string; policy: string }) {
  const settled = useSettled(policy);
  const { data, error, isFetching } = useQuery({ ...checkQuery(settled), enabled: settled.trim() !== '' });
  const known = policy.trim() !== '' && settled === policy && !isFetching;
  const problem = error ? wordsOf(error) : data && 'problem' in data ? data.problem : undefined;
  return (
    <>
      <p id={id} role="status" className={known && problem !== undefined ? 'policy-refused' : 'policy-told'}>
        {known ? (problem ?? words.accepted) : policy.trim() === '' ? '' : words.checking}
      </p>
      {known && data && 'policy' in data && problem === undefined && (
        <div className="policy-filled">
          <h2>{words.filled}</h2>
          <p>{inShort(data.policy)}</p>
          <Document text={data.policy} />
        </div>
      )}
    </>
  );
}

/** A text once typing has paused. The server's own documents are asked for at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPause);
    return () => clearTimeout(timer);
  }, [text]);
  return text.length < 5 ? text : settled;
}
