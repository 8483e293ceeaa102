import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

import { UploadRow } from './UploadRow';

const rowHeight = 80;

/** All files of the queue; only those in sight are drawn. */
export function UploadList({ keys }: { keys: readonly string[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keys[index]!,
    overscan: 6,
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keys
    <div ref={scroller} className="upload-list" tabIndex={0} role="group" aria-labelledby="upload-list">
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            style={{ transform: `translateY(${start}px)`, height: rowHeight }}
            aria-setsize={keys.length}
            aria-posinset={index + 1}
          >
            <UploadRow entryKey={keys[index]!} />
          </li>
        ))}
      </ul>
    </div>
  );
}
