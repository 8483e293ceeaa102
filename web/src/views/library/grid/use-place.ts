import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, type RefObject } from 'react';

import type { Session } from '../session';

interface Layout {
  columns: number;
  height: number;
  rows: number;
}

const nearTop = 40;

/** Remembers the place in the session, and keeps it where the columns or the size of tiles change. */
export function usePlace(
  { list, place }: Session,
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  { columns, height, rows }: Layout,
): void {
  const ready = rows > 0;
  useLayoutEffect(() => {
    if (!ready || scroller.current === null) return;
    virtualizer.measure();
    const row = Math.floor(place.first / columns);
    scroller.current.scrollTo({ top: (row + place.scrolled) * height });
  }, [place, scroller, virtualizer, columns, height, ready]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !ready) return undefined;
    const remember = () => {
      // The virtualizer has read it already; reading it again here would force a layout.
      const top = virtualizer.scrollOffset ?? 0;
      const rowsAbove = top / height;
      place.scrollTo(Math.floor(rowsAbove) * columns, rowsAbove % 1);
      list.setAtTop(top < nearTop);
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [list, place, scroller, virtualizer, columns, height, ready]);
}
