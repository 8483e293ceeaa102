import { useRef, useState } from 'react';

import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { wordsOf } from '../../api/words-of';
import { mostSettled, settleAll, type Action, type Run } from './settle';

interface AllAtOnceProps {
  empty: boolean;
  onSettled: () => Promise<void>;
}

/** Tries all again or puts all aside, after a question, with progress and a way to stop. */
export function AllAtOnce({ empty, onSettled }: AllAtOnceProps) {
  const [action, setAction] = useState<Action>();
  const [run, setRun] = useState<Run>();
  const [problem, setProblem] = useState('');
  const stopper = useRef<AbortController>(undefined);
  const running = run?.state === 'collecting' || run?.state === 'running';

  const start = async (chosen: Action) => {
    stopper.current = new AbortController();
    setProblem('');
    try {
      announce(resultOf(await settleAll(chosen, stopper.current.signal, setRun)));
    } catch (error) {
      setProblem(wordsOf(error));
      setRun((before) => before && { ...before, state: 'stopped' });
    }
  };
  const close = () => {
    stopper.current?.abort();
    setAction(undefined);
    if (run) void onSettled();
    setRun(undefined);
    setProblem('');
  };

  return (
    <>
      {!empty && (
        <div className="inbox-buttons">
          <Button onPress={() => setAction('retry')}>{texts.inbox.retryAll}</Button>
          <Button onPress={() => setAction('skip')}>{texts.inbox.skipAll}</Button>
        </div>
      )}
      {action && (
        <Dialog
          title={texts.inbox.confirm[action].title}
          open
          onClose={close}
          buttons={
            running ? (
              <Button onPress={() => stopper.current?.abort()}>{texts.inbox.stop}</Button>
            ) : run ? (
              <Button kind="primary" onPress={close}>
                {texts.shell.close}
              </Button>
            ) : (
              <>
                <Button onPress={close}>{texts.shell.cancel}</Button>
                <Button kind="primary" onPress={() => void start(action)}>
                  {texts.inbox.confirm[action].button}
                </Button>
              </>
            )
          }
        >
          {problem !== '' && <Notice kind="problem">{problem}</Notice>}
          {run ? <Progress run={run} /> : <p>{texts.inbox.confirm[action].about}</p>}
        </Dialog>
      )}
    </>
  );
}

function Progress({ run }: { run: Run }) {
  if (run.state === 'collecting') return <p>{texts.inbox.collecting(run.all)}</p>;
  return (
    <>
      <progress className="inbox-progress" value={run.done} max={run.all} aria-label={texts.inbox.progress} />
      <p>{run.state === 'running' ? texts.inbox.running(run.done, run.all) : resultOf(run)}</p>
    </>
  );
}

function resultOf(run: Run): string {
  const parts = [
    run.state === 'stopped'
      ? texts.inbox.stopped(run.done, run.all)
      : texts.inbox.finished(run.done - run.refused),
  ];
  if (run.refused > 0) parts.push(texts.inbox.refusedSome(run.refused, run.firstRefusal));
  if (run.cut) parts.push(texts.inbox.cut(mostSettled));
  return parts.join(' ');
}
