import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import type { Box } from './findings';
import { clamped, frameOf, moved, revealing, zoomedAt, type Size, type View } from './zoom';

export interface Zoom {
  view: View;
  /** The picture's size as it is shown now. */
  size: Size;
  zoomed: boolean;
  by: (factor: number) => void;
  fit: () => void;
  move: (dx: number, dy: number) => void;
  reveal: (box: Box) => void;
}

const start: View = { scale: 1, x: 0, y: 0 };
/** Until a pointer has gone so far, it may still become a click. */
const slack = 5;

/** Zoom and pan of a picture in an element, by wheel, drag and pinch. Libraries for this put a style element into
 *  the page, which its content policy forbids. */
export function useZoom(element: RefObject<HTMLElement | null>, picture: Size): Zoom {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [wanted, setView] = useState(start);
  const frame = frameOf(picture, room);
  const view = clamped(wanted, frame);
  const latest = useRef({ frame, view });
  useLayoutEffect(() => {
    latest.current = { frame, view };
  });

  useLayoutEffect(() => {
    const watched = element.current!;
    const observer = new ResizeObserver(() =>
      setRoom({ width: watched.clientWidth, height: watched.clientHeight }),
    );
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);

  const change = useCallback((next: (view: View) => View) => {
    latest.current.view = next(latest.current.view);
    setView(latest.current.view);
  }, []);
  const zoomAt = useCallback(
    (factor: number, at: { x: number; y: number }) =>
      change((now) => zoomedAt(now, factor, at, latest.current.frame)),
    [change],
  );
  const move = useCallback(
    (dx: number, dy: number) => change((now) => moved(now, dx, dy, latest.current.frame)),
    [change],
  );
  usePointers(element, zoomAt, move);

  return {
    view,
    size: { width: frame.base.width * view.scale, height: frame.base.height * view.scale },
    zoomed: view.scale > 1,
    by: useCallback(
      (factor) => {
        const { width, height } = latest.current.frame.frame;
        zoomAt(factor, { x: width / 2, y: height / 2 });
      },
      [zoomAt],
    ),
    fit: useCallback(() => change(() => start), [change]),
    move,
    reveal: useCallback((box) => change((now) => revealing(now, box, latest.current.frame)), [change]),
  };
}

/** Wheel, drag and pinch. Text is not dragged by a mouse, which selects it. */
function usePointers(
  element: RefObject<HTMLElement | null>,
  zoomAt: (factor: number, at: { x: number; y: number }) => void,
  move: (dx: number, dy: number) => void,
): void {
  useEffect(() => {
    const target = element.current!;
    const down = new Map<number, { x: number; y: number }>();
    let dragged = false;
    let begun = { x: 0, y: 0 };
    const at = (event: MouseEvent) => {
      const { left, top } = target.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const spread = () => {
      const [one, other] = [...down.values()];
      if (one === undefined || other === undefined) return { length: 0, x: 0, y: 0 };
      const length = Math.hypot(one.x - other.x, one.y - other.y);
      return { length, x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
    };

    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)), at(event));
    };
    const onDown = (event: PointerEvent) => {
      const on = event.target as Element;
      if (on.closest('[data-no-drag]') !== null || event.button !== 0) return;
      if (event.pointerType === 'mouse' && on.closest('[data-line]') !== null) return;
      if (down.size === 0) {
        dragged = false;
        begun = at(event);
      }
      down.set(event.pointerId, at(event));
    };
    const onMove = (event: PointerEvent) => {
      const before = down.get(event.pointerId);
      if (before === undefined) return;
      const now = at(event);
      if (!dragged && down.size === 1 && Math.hypot(now.x - begun.x, now.y - begun.y) < slack) return;
      if (!dragged) target.setPointerCapture(event.pointerId);
      dragged = true;
      const old = spread();
      down.set(event.pointerId, now);
      if (down.size === 1) return move(now.x - before.x, now.y - before.y);
      const next = spread();
      move(next.x - old.x, next.y - old.y);
      if (old.length > 0) zoomAt(next.length / old.length, next);
    };
    const onUp = (event: PointerEvent) => down.delete(event.pointerId);
    const onClick = (event: MouseEvent) => {
      if (!dragged || event.detail === 0) return;
      dragged = false;
      event.stopPropagation();
      event.preventDefault();
    };

    target.addEventListener('wheel', onWheel, { passive: false });
    target.addEventListener('pointerdown', onDown);
    target.addEventListener('pointermove', onMove);
    target.addEventListener('pointerup', onUp);
    target.addEventListener('pointercancel', onUp);
    target.addEventListener('click', onClick, true);
    return () => {
      target.removeEventListener('wheel', onWheel);
      target.removeEventListener('pointerdown', onDown);
      target.removeEventListener('pointermove', onMove);
      target.removeEventListener('pointerup', onUp);
      target.removeEventListener('pointercancel', onUp);
      target.removeEventListener('click', onClick, true);
    };
  }, [element, zoomAt, move]);
}
