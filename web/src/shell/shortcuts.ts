import { useEffect, useRef } from 'react';

/** Keys and what they do; two keys one after another are written with a space: `g l`. */
export type Shortcuts = Record<string, () => void>;

const pause = 1000;

const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=range], [type=checkbox], [type=radio]), textarea, select'));

/** Binds keys while the component stands. Keys typed into a field, or with a dialog open, are left alone. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let before = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (takesKeys(event.target) || document.querySelector('[role=dialog]') !== null) return;
      const pair = event.timeStamp - before.at < pause ? `${before.key} ${event.key}` : '';
      const run = current.current[pair] ?? current.current[event.key];
      before = { key: event.key, at: event.timeStamp };
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
