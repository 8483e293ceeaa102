import { ListChecks, RefreshCw, ShieldCheck, ShieldX, Trash2, X } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';

import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { maxSelected } from '../selection';
import type { Session } from '../session';
import type { Bulk } from './use-bulk';
import './bulk-bar.css';

/** What can be done with the selection, how it goes, and how it ended. */
export function BulkBar({ session: { list, selection }, bulk }: { session: Session; bulk: Bulk }) {
  const words = texts.library.bulk;
  const [asking, setAsking] = useState(false);
  const size = useSyncExternalStore(selection.subscribe, selection.size);
  const total = useSyncExternalStore(list.subscribe, () => list.total ?? 0);
  const { running, result, start, stop, dismiss, selectAll } = bulk;
  if (size === 0 && running === undefined && result === undefined) return null;
  const held = selection.images().filter(({ review }) => review !== undefined);
  const approvable = held.filter(({ review }) => review?.state !== 'approved');
  const rejectable = held.filter(({ review }) => review?.state !== 'rejected');
  const all = Math.min(total, maxSelected);
  const erase = () => {
    setAsking(false);
    void start('erase', selection.images());
  };
  return (
    <section className="bulk" aria-label={words.label}>
      {result !== undefined && (
        <div className={result.failed ? 'bulk-result bulk-failed' : 'bulk-result'}>
          <p>{result.text}</p>
          <Button kind="quiet" aria-label={words.dismiss} onPress={dismiss}>
            <X aria-hidden />
          </Button>
        </div>
      )}
      {running !== undefined ? (
        <div className="bulk-running">
          <label>
            {running.text(running.done, running.total)}
            <progress max={running.total} value={running.done} />
          </label>
          <Button onPress={stop}>{words.stop}</Button>
        </div>
      ) : (
        size > 0 && (
          <div className="bulk-acts">
            <strong>{words.selected(size)}</strong>
            <Button kind="quiet" className="bulk-clear" onPress={() => selection.clear()}>
              <X aria-hidden />
              {words.clear}
            </Button>
            {size < all && (
              <Button kind="quiet" onPress={selectAll}>
                <ListChecks aria-hidden />
                {all < total ? words.first(all) : words.all(total)}
              </Button>
            )}
            <Button onPress={() => void start('recognise', selection.images())}>
              <RefreshCw aria-hidden />
              {words.recognise}
            </Button>
            {approvable.length > 0 && (
              <Button onPress={() => void start('approve', approvable)}>
                <ShieldCheck aria-hidden />
                {words.approve(approvable.length)}
              </Button>
            )}
            {rejectable.length > 0 && (
              <Button onPress={() => void start('reject', rejectable)}>
                <ShieldX aria-hidden />
                {words.reject(rejectable.length)}
              </Button>
            )}
            <Button kind="danger" onPress={() => setAsking(true)}>
              <Trash2 aria-hidden />
              {words.erase}
            </Button>
          </div>
        )
      )}
      <Dialog
        title={words.eraseTitle(size)}
        open={asking}
        onClose={() => setAsking(false)}
        buttons={
          <>
            <Button onPress={() => setAsking(false)}>{texts.shell.cancel}</Button>
            <Button kind="danger" onPress={erase}>
              {words.eraseNow(size)}
            </Button>
          </>
        }
      >
        <p>{words.eraseText}</p>
      </Dialog>
    </section>
  );
}
