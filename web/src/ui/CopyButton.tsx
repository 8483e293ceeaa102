import { Copy } from 'lucide-react';

import { texts } from '../texts';
import { announce } from './announce';
import { Button } from './Button';
import { useState } from 'react';

/** Copies a text and says so; without the clipboard's permission it says that. */
export async function copyText(text: string): Promise<boolean> {
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  announce(done ? texts.shell.copied : texts.shell.notCopied);
  return done ?? false;
}

export function CopyButton({ text, label = texts.shell.copy }: { text: string; label?: string }) {
  const [outcome, setOutcome] = useState('');
  const onPress = async () => {
    setOutcome((await copyText(text)) ? texts.shell.copied : texts.shell.notCopied);
    setTimeout(() => setOutcome(''), 2000);
  };
  return (
    <Button kind="quiet" onPress={() => void onPress()}>
      <Copy aria-hidden />
      {outcome || label}
    </Button>
  );
}
