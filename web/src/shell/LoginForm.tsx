import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';

import { ApiError } from '../api/client';
import { signIn } from '../api/session';
import { wordsOf } from '../api/words-of';
import { texts } from '../texts';
import { Button } from '../ui/Button';
import { focusOnce } from '../ui/focus';
import { Notice } from '../ui/Notice';

const words = texts.access;
const temporaryKeys = 'ASIA';

/** Signs in with an access key. `known`: the one that was signed in before. */
export function LoginForm({ known = '' }: { known?: string }) {
  const id = useId();
  const [accessKeyId, setAccessKeyId] = useState(known);
  const [secretAccessKey, setSecret] = useState('');
  const [sessionToken, setSessionToken] = useState('');
  const temporary = accessKeyId.trim().startsWith(temporaryKeys);
  const signing = useMutation({
    mutationFn: () => {
      if (accessKeyId.trim() === '' || secretAccessKey.trim() === '') throw new Error(words.missing);
      return signIn({
        accessKeyId: accessKeyId.trim(),
        secretAccessKey: secretAccessKey.trim(),
        ...(temporary && { sessionToken: sessionToken.trim() }),
      });
    },
  });
  return (
    <form
      className="login-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!signing.isPending) signing.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-key`}>{words.accessKeyId}</label>
        <input
          id={`${id}-key`}
          className="input"
          name="username"
          value={accessKeyId}
          maxLength={128}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setAccessKeyId(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-secret`}>{words.secret}</label>
        <input
          id={`${id}-secret`}
          className="input"
          name="password"
          ref={known === '' ? undefined : focusOnce}
          type="password"
          value={secretAccessKey}
          maxLength={128}
          autoComplete="current-password"
          aria-describedby={`${id}-help`}
          onChange={(event) => setSecret(event.target.value)}
        />
        <span id={`${id}-help`} className="soft">
          {words.secretHelp}
        </span>
      </div>
      {temporary && (
        <div className="field">
          <label htmlFor={`${id}-token`}>{words.sessionToken}</label>
          <input
            id={`${id}-token`}
            className="input"
            type="password"
            value={sessionToken}
            maxLength={4096}
            autoComplete="off"
            onChange={(event) => setSessionToken(event.target.value)}
          />
        </div>
      )}
      {/* A new attempt is a new alert, which is read out again. */}
      {signing.error && (
        <Notice key={signing.submittedAt} kind="problem">
          {refusal(signing.error)}
        </Notice>
      )}
      <Button kind="primary" type="submit" isDisabled={signing.isPending}>
        {signing.isPending ? words.signingIn : words.submit}
      </Button>
    </form>
  );
}

function refusal(error: Error): string {
  if (error instanceof ApiError && error.status === 401) return words.wrong;
  if (error instanceof ApiError && error.status === 429) return words.tooMany(error.retryAfter);
  return wordsOf(error);
}
