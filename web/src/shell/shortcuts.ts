import { useEffect, useRef, type RefObject } from 'react';

/** Keys and what they do; two keys one after another are written with a space: `g l`. */
export type Shortcuts = Record<string, () => void>;

const pause = 1000;

/** Those of all components that stand, the innermost view's last. */
const bound: RefObject<Shortcuts>[] = [];
let before = { key: '', at: 0 };

const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=range], [type=checkbox], [type=radio]), textarea, select'));

const bindingOf = (keys: string) =>
  bound.findLast(({ current }) => current[keys] !== undefined)?.current[keys];

/** A pair is looked for in all of them before a single key is: its second key means nothing else then. */
function onKey(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (takesKeys(event.target) || document.querySelector('[role=dialog]') !== null) return;
  const pair = event.timeStamp - before.at < pause ? `${before.key} ${event.key}` : '';
  const run = bindingOf(pair) ?? bindingOf(event.key);
  before = { key: event.key, at: event.timeStamp };
  if (run === undefined) return;
  event.preventDefault();
  run();
}

/** Binds keys while the component stands. Keys typed into a field, or with a dialog open, are left alone. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    if (bound.length === 0) addEventListener('keydown', onKey);
    bound.push(current);
    return () => {
      bound.splice(bound.indexOf(current), 1);
      if (bound.length === 0) removeEventListener('keydown', onKey);
    };
  }, []);
}
