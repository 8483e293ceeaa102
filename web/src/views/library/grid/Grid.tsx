import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore, type CSSProperties } from 'react';
import { useHref } from 'react-router';

import { texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import type { Session } from '../session';
import { gap, layoutOf, useWidth } from './layout';
import { Row } from './Row';
import type { TileContext } from './Tile';
import { useActive } from './use-active';
import { useActs } from './use-acts';
import { usePlace } from './use-place';
import './grid.css';

interface GridProps {
  session: Session;
  /** About how wide a tile is to be. */
  wanted: number;
  /** The month of the picture at an index, as it is shown. */
  monthAt: (index: number) => string | undefined;
  onSelectAll: () => void;
}

const overscan = 3;
const monthMs = 600;
const ahead = 50;

/** All pictures that fit, of which only the rows in sight are in the document. */
export function Grid({ session, wanted, monthAt, onSelectAll }: GridProps) {
  const { list, selection, query } = session;
  const scroller = useRef<HTMLDivElement>(null);
  const total = useSyncExternalStore(list.subscribe, () => list.total ?? 0);
  const width = useWidth(scroller);
  const { columns, side } = layoutOf(width, wanted);
  const height = side + gap;
  const rows = width === 0 ? 0 : Math.ceil(total / columns);

  const { active, setActive } = useActive(session, scroller, { total, columns, height });
  const activeRow = Math.floor(active / columns);
  // The compiler that this rule is about is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan,
    isScrollingResetDelay: monthMs,
    // The row of the focused tile stays in the document wherever one scrolls to.
    rangeExtractor: useCallback(
      (range: Range) => {
        const inSight = defaultRangeExtractor(range);
        if (activeRow >= range.count || inSight.includes(activeRow)) return inSight;
        return [...inSight, activeRow].toSorted((a, b) => a - b);
      },
      [activeRow],
    ),
  });
  usePlace(session, scroller, virtualizer, { columns, height, rows });

  const first = (virtualizer.range?.startIndex ?? 0) * columns;
  const last = ((virtualizer.range?.endIndex ?? 0) + 1) * columns - 1;
  useEffect(() => {
    if (total > 0) list.want(first - ahead, Math.min(total - 1, last + ahead));
  }, [list, first, last, total]);

  const { isScrolling } = virtualizer;
  const wasScrolling = useRef(false);
  useEffect(() => {
    const hasStopped = wasScrolling.current && !isScrolling;
    wasScrolling.current = isScrolling;
    // Whoever comes in by Tab begins where they look.
    if (hasStopped && scroller.current?.contains(document.activeElement) === false)
      setActive((was) => (was >= first && was <= last ? was : first));
  }, [isScrolling, first, last, setActive]);

  const images = useHref('/images/');
  const context = useMemo<TileContext>(
    () => ({
      list,
      selection,
      thumbnail: side * devicePixelRatio > 160 ? 400 : 160,
      hrefOf: (id) => `${images}${id}${query === '' ? '' : `?${query}`}`,
    }),
    [list, selection, side, images, query],
  );
  const acts = useActs(session, { active, total, columns, height, scroller, setActive, onSelectAll });
  const month = isScrolling ? monthAt(Math.max(0, first)) : undefined;
  return (
    <div className="grid-frame">
      <div ref={scroller} className="grid-scroller">
        <div
          role="grid"
          className="grid"
          aria-label={texts.library.grid.label}
          aria-rowcount={rows}
          aria-colcount={columns}
          aria-multiselectable
          style={{ height: virtualizer.getTotalSize(), '--side': `${side}px` } as CSSProperties}
          {...acts}
        >
          {virtualizer.getVirtualItems().map(({ key, index, start }) => (
            <Row
              key={key}
              context={context}
              row={index}
              top={start}
              columns={columns}
              total={total}
              activeColumn={index === activeRow ? active % columns : -1}
            />
          ))}
        </div>
      </div>
      {month !== undefined && (
        <div className="grid-month" aria-hidden>
          {month}
        </div>
      )}
      <Arrivals session={session} onShow={() => scroller.current?.scrollTo({ top: 0 })} />
    </div>
  );
}

function Arrivals({ session: { list }, onShow }: { session: Session; onShow: () => void }) {
  const arrivals = useSyncExternalStore(list.subscribe, () => list.arrivals);
  if (arrivals === 0) return null;
  const show = () => {
    onShow();
    list.want(0, ahead);
    void list.reload();
  };
  return (
    <Button kind="primary" className="grid-arrivals" onPress={show}>
      <ArrowUp aria-hidden />
      {texts.library.grid.arrivals(arrivals, arrivals >= 100)}
    </Button>
  );
}
