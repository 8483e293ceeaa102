import { useEffect, useRef } from 'react';
import { useBlocker, useNavigate } from 'react-router';

import { standing } from '../../../api/client';
import { useStanding } from '../../../api/session';
import { address } from '../../../config';
import { texts } from '../../../texts';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { Code } from '../../../ui/Code';
import { CopyButton } from '../../../ui/CopyButton';
import { Dialog } from '../../../ui/Dialog';
import { focusContent } from '../../../ui/focus';
import { Notice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import type { MadeKey } from '../queries';
import { snippetsOf } from './snippets';

const words = texts.keys.made;
const usualRegion = 'us-east-1';

/** A new key with its secret, this once. `first`: the login waits until it is copied. */
export function Made({ made, first }: { made: MadeKey; first: boolean }) {
  const navigate = useNavigate();
  const { told } = useStanding();
  const done = useRef(false);
  const leaving = useBlocker(() => !done.current);
  useEffect(() => {
    focusContent();
    announce(words.warning);
  }, []);
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', onLeave);
    if (first) standing.hold(true);
    return () => {
      removeEventListener('beforeunload', onLeave);
      standing.hold(false);
    };
  }, [first]);
  const snippets = snippetsOf({
    ...made,
    region: told?.region ?? usualRegion,
    endpoint: new URL(address('/'), location.href).origin,
  });
  const end = async () => {
    done.current = true;
    await navigate('/keys');
    await standing.doubt();
  };
  return (
    <Page title={words.title}>
      <Notice kind="warning">
        <span>
          {words.warning} {first && words.firstWarning}
        </span>
      </Notice>
      <p>{words.says(made.description)}</p>
      <dl className="key-made">
        <Secret name={words.id} value={made.accessKeyId} copy={words.copyId} />
        <Secret name={words.secret} value={made.secretAccessKey} copy={words.copySecret} />
        {made.sessionToken && (
          <Secret name={words.sessionToken} value={made.sessionToken} copy={texts.shell.copy} />
        )}
      </dl>
      <div>
        <Button kind="primary" onPress={() => void end()}>
          {first ? words.doneFirst : words.done}
        </Button>
      </div>
      <section className="key-snippets">
        <h2>{words.snippets}</h2>
        {(Object.keys(words.names) as (keyof typeof words.names)[]).map((name) => (
          <Code key={name} title={words.names[name]} text={snippets[name]} level="h3" />
        ))}
      </section>
      <Dialog
        title={words.leaveTitle}
        open={leaving.state === 'blocked'}
        onClose={() => leaving.reset?.()}
        buttons={
          <>
            <Button onPress={() => leaving.reset?.()}>{words.stay}</Button>
            <Button kind="danger" onPress={() => leaving.proceed?.()}>
              {words.leave}
            </Button>
          </>
        }
      >
        <p>{words.leaveSays}</p>
      </Dialog>
    </Page>
  );
}

function Secret({ name, value, copy }: { name: string; value: string; copy: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton text={value} label={copy} />
      </dd>
    </div>
  );
}
