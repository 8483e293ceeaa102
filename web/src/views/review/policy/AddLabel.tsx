import { useState } from 'react';

import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';

const words = texts.review.policy;

/** A label that no picture has yet may have its threshold too. */
export function AddLabel({ onAdd }: { onAdd: (label: string) => void }) {
  const [name, setName] = useState('');
  const add = () => {
    if (name.trim() === '') return;
    onAdd(name.trim());
    setName('');
  };
  return (
    <div className="policy-add">
      <input
        className="input"
        aria-label={words.addName}
        placeholder={words.addName}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <Button isDisabled={name.trim() === ''} onPress={add}>
        {words.add}
      </Button>
    </div>
  );
}
