import { useLayoutEffect, useState, type RefObject } from 'react';

export const gap = 6;
const [fewest, most] = [2, 8];

/** How many square tiles of about a size fit beside one another, and the side they get. */
export function layoutOf(width: number, wanted: number): { columns: number; side: number } {
  const columns = Math.min(most, Math.max(fewest, Math.round((width + gap) / (wanted + gap))));
  return { columns, side: Math.max(1, Math.floor((width - gap * (columns - 1)) / columns)) };
}

/** The width inside an element, followed. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = () => {
      const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(element);
      setWidth(element.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
