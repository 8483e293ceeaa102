import { useId, useState, type Ref } from 'react';
import { Check, Undo2, X } from 'lucide-react';

import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { storedReviewer, storeReviewer } from '../reviewer';

const words = texts.review.queue;

interface DecisionFormProps {
  note: string;
  onNote: (note: string) => void;
  noteField: Ref<HTMLTextAreaElement>;
  /** How many decisions can be taken back. */
  made: number;
  onApprove: () => void;
  onReject: () => void;
  onUndo: () => void;
}

export function DecisionForm({ note, onNote, noteField, made, ...on }: DecisionFormProps) {
  const id = useId();
  const [reviewer, setReviewer] = useState(storedReviewer);
  return (
    <section className="decision" aria-label={words.decision}>
      <div className="decision-buttons">
        <Button kind="primary" onPress={on.onApprove} aria-keyshortcuts="a">
          <Check aria-hidden />
          {words.approve} <kbd aria-hidden>a</kbd>
        </Button>
        <Button kind="danger" onPress={on.onReject} aria-keyshortcuts="x">
          <X aria-hidden />
          {words.reject} <kbd aria-hidden>x</kbd>
        </Button>
        <Button isDisabled={made === 0} onPress={on.onUndo} aria-keyshortcuts="u">
          <Undo2 aria-hidden />
          {made === 0 ? words.undo : words.undoCount(made)} <kbd aria-hidden>u</kbd>
        </Button>
      </div>
      <div className="field">
        <label htmlFor={`${id}-note`}>{words.note}</label>
        <textarea
          id={`${id}-note`}
          ref={noteField}
          className="input"
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => onNote(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-reviewer`}>{words.reviewer}</label>
        <input
          id={`${id}-reviewer`}
          className="input"
          maxLength={200}
          autoComplete="name"
          aria-describedby={`${id}-help`}
          value={reviewer}
          onChange={(event) => {
            setReviewer(event.target.value);
            storeReviewer(event.target.value);
          }}
        />
        <span id={`${id}-help`} className="soft">
          {words.reviewerHelp}
        </span>
      </div>
    </section>
  );
}
