import { texts } from '../../texts';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { wordsOf } from './queries';

/** What went wrong, in the server's words, and a way to try again. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <Notice kind="problem">
      <span>{wordsOf(error)}</span>
      {retry && <Button onPress={retry}>{texts.shell.retry}</Button>}
    </Notice>
  );
}
