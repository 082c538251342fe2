import type { DocumentRef } from '../../../preload/contract/index.ts';

/** Four: the one in hand, the next copy's, and the two seen last. Each holds a page's picture in memory. */
const MAX_KEPT = 4;

/**
 * The documents to keep open, the first being the one in hand.
 *
 * Those to warm come before those that were seen: coming back is rarer than going on.
 */
export function keepOpen(
  seen: readonly DocumentRef[],
  shown: DocumentRef | null,
  toWarm: readonly DocumentRef[],
): DocumentRef[] {
  const kept: DocumentRef[] = [];
  for (const document of [...(shown === null ? [] : [shown]), ...toWarm, ...seen]) {
    if (kept.length === MAX_KEPT) break;
    if (!document.isLocal || kept.some(({ sha256 }) => sha256 === document.sha256)) continue;
    kept.push(document);
  }
  return kept;
}
