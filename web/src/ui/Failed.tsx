import { wordsOf } from '../api/words-of';
import { texts } from '../texts';
import { Button } from './Button';
import { Notice } from './Notice';

/** What went wrong, in the server's words, and a way to try again. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <Notice kind="problem">
      <span>{wordsOf(error)}</span>
      {retry && <Button onPress={retry}>{texts.shell.retry}</Button>}
    </Notice>
  );
}
