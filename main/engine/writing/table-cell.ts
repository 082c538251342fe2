import { paragraph, type RichNode } from './rich-text.ts';

/** More columns or rows than a page holds. */
const MOST_SPAN = 100;

/** A cell holds a block at least. */
export function tableCell(
  blocks: readonly RichNode[],
  { colspan, rowspan, isHead }: { colspan: number; rowspan: number; isHead: boolean },
): RichNode {
  const spans = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
  return {
    type: isHead ? 'tableHeader' : 'tableCell',
    ...(Object.keys(spans).length === 0 ? {} : { attrs: spans }),
    content: blocks.length === 0 ? [paragraph([])] : blocks,
  };
}

/** Over how many columns or rows a cell reaches, as a file says it. */
export function spanOf(written: string | undefined): number {
  return Math.min(MOST_SPAN, Math.max(1, Math.floor(Number(written ?? 1)) || 1));
}
