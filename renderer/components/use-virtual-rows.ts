import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

interface Options {
  readonly count: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rowHeight: number;
}

/** 20 rows ready above and below: more than a page key jumps, so that the focus always finds its row. */
const OVERSCAN = 20;

/** The rows of a long table that are worth drawing, and the heights that stand for the others. */
export function useVirtualRows({ count, scroller, rowHeight }: Options) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  const drawn = virtualizer.getVirtualItems();
  return {
    indices: drawn.map(({ index }) => index),
    heightBefore: drawn[0]?.start ?? 0,
    heightAfter: virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0),
    scrollToRow: (row: number) => virtualizer.scrollToIndex(row),
  };
}
