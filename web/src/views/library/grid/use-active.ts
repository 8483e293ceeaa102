import {
  useEffect,
  useLayoutEffect,
  useState,
  type Dispatch,
  type RefObject,
  type SetStateAction,
} from 'react';

import type { Session } from '../session';

export type SetActive = Dispatch<SetStateAction<number>>;

/** Brings a row into sight, at the edge that it is beyond. */
export function bringIntoSight(element: HTMLElement, row: number, height: number): void {
  const top = row * height;
  if (top < element.scrollTop) element.scrollTo({ top });
  else if (top + height > element.scrollTop + element.clientHeight)
    element.scrollTo({ top: top + height - element.clientHeight });
}

export const focusTile = (element: HTMLElement | null, index: number): void =>
  element?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });

/** The one tile that takes the focus. It follows its picture when a new load moves it. */
export function useActive(
  { list, place }: Session,
  scroller: RefObject<HTMLDivElement | null>,
  { total, columns, height }: { total: number; columns: number; height: number },
): { active: number; setActive: SetActive } {
  const [at, setActive] = useState(place.active);
  const active = Math.max(0, Math.min(at, total - 1));
  useLayoutEffect(() => place.activate(active, list.at(active)?.id), [place, list, active]);

  useEffect(() => {
    let { loads } = list;
    return list.subscribe(() => {
      if (list.loads === loads) {
        // The active image may have come with a page just now.
        place.activate(place.active, place.activeId ?? list.at(place.active)?.id);
        return;
      }
      loads = list.loads;
      const now = place.activeId === undefined ? undefined : list.indexOf(place.activeId);
      if (now === undefined || now === place.active) return;
      const isFocused = scroller.current?.contains(document.activeElement) === true;
      setActive(now);
      if (isFocused) requestAnimationFrame(() => focusTile(scroller.current, now));
    });
  }, [list, place, scroller]);

  const ready = total > 0 && height > 0;
  useLayoutEffect(() => {
    if (!ready || !place.opened || scroller.current === null) return;
    place.setOpened(false);
    bringIntoSight(scroller.current, Math.floor(place.active / columns), height);
    requestAnimationFrame(() => focusTile(scroller.current, place.active));
  }, [place, scroller, ready, columns, height]);

  return { active, setActive };
}
