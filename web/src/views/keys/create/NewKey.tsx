import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';

import { standing } from '../../../api/client';
import { useStanding } from '../../../api/session';
import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Failed } from '../../../ui/Failed';
import { Notice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { OwnSecret } from '../OwnSecret';
import { createKey, keysQuery, type MadeKey } from '../queries';
import { Made } from './Made';
import { PolicyField, policyOf, type Choice } from './PolicyField';

const words = texts.keys.new;

/** Makes a key, then shows it. */
export function NewKey() {
  const [made, setMade] = useState<{ made: MadeKey; first: boolean }>();
  if (made) return <Made {...made} />;
  return (
    <Page title={words.title}>
      <Link className="keys-back" to="/keys">
        <ArrowLeft aria-hidden />
        {words.back}
      </Link>
      <NewKeyForm onMade={(key, first) => setMade({ made: key, first })} />
    </Page>
  );
}

const expiries = [1, 7, 30, 90, 365];

function NewKeyForm({ onMade }: { onMade: (key: MadeKey, first: boolean) => void }) {
  const id = useId();
  const queries = useQueryClient();
  const first = useStanding().kind === 'open';
  const [description, setDescription] = useState('');
  const [choice, setChoice] = useState<Choice>({ kind: first ? 'all' : 'role', text: '' });
  const [expires, setExpires] = useState('');
  const [secret, setSecret] = useState('');
  const creating = useMutation({
    mutationFn: () => {
      if (description.trim() === '') throw new Error(words.descriptionMissing);
      if (!first && secret.trim() === '') throw new Error(texts.keys.ownSecretMissing);
      return createKey({
        description: description.trim(),
        policy: policyOf(choice),
        ...(expires !== '' && { expiresInDays: Number(expires) }),
        ...(!first && { secretAccessKey: secret.trim() }),
      });
    },
    onSuccess: (key) => {
      // Every request is refused from now on, but the secret must be copied before the login may come.
      if (first) standing.hold(true);
      void queries.invalidateQueries({ queryKey: keysQuery.queryKey });
      onMade(key, first);
    },
  });
  return (
    <form
      className="key-form key-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (!creating.isPending) creating.mutate();
      }}
    >
      {first && <Notice kind="warning">{texts.keys.first}</Notice>}
      <div className="field">
        <label htmlFor={`${id}-description`}>{words.description}</label>
        <input
          id={`${id}-description`}
          className="input"
          value={description}
          maxLength={256}
          autoComplete="off"
          aria-describedby={`${id}-help`}
          onChange={(event) => setDescription(event.target.value)}
        />
        <span id={`${id}-help`} className="soft">
          {words.descriptionHelp}
        </span>
      </div>
      <PolicyField choice={choice} onChoice={setChoice} />
      {first && choice.kind === 'role' && <Notice kind="warning">{words.noManager}</Notice>}
      <div className="field">
        <label htmlFor={`${id}-expires`}>{words.expires}</label>
        <select id={`${id}-expires`} value={expires} onChange={(event) => setExpires(event.target.value)}>
          <option value="">{words.expiresNever}</option>
          {expiries.map((days) => (
            <option key={days} value={days}>
              {words.expiresIn(days)}
            </option>
          ))}
        </select>
      </div>
      <OwnSecret value={secret} onValue={setSecret} />
      {creating.error && <Failed key={creating.submittedAt} error={creating.error} />}
      <div>
        <Button kind="primary" type="submit" isDisabled={creating.isPending}>
          {creating.isPending ? words.creating : words.submit}
        </Button>
      </div>
    </form>
  );
}
