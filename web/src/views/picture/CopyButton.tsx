import { Copy } from 'lucide-react';

import { texts } from '../../texts';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { useState } from 'react';

/** Copies a text and says so; without the clipboard's permission it says that. */
export async function copyText(text: string): Promise<boolean> {
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  announce(done ? texts.picture.copied : texts.picture.notCopied);
  return done ?? false;
}

export function CopyButton({ text, label = texts.picture.copy }: { text: string; label?: string }) {
  const [outcome, setOutcome] = useState('');
  const onPress = async () => {
    setOutcome((await copyText(text)) ? texts.picture.copied : texts.picture.notCopied);
    setTimeout(() => setOutcome(''), 2000);
  };
  return (
    <Button kind="quiet" onPress={() => void onPress()}>
      <Copy aria-hidden />
      {outcome || label}
    </Button>
  );
}
