import type { RefObject } from 'react';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Searchable } from './find-bar.tsx';
import type { Piece } from './find-in-letters.ts';
import { findInLetters } from './find-in-letters.ts';
import { NOTHING_FOUND } from './pdf-reader.ts';

const ALL = 'document-found';
const CURRENT = 'document-found-current';
const BLOCKS = 'p, td, [role="heading"], .text-sheet';

/** Lets the words of an element be searched, marked by the browser's own highlights: its text stays as it is. */
export function useTextFind(
  root: RefObject<HTMLElement | null>,
  onSearchable: (text: Searchable) => void,
): void {
  const [found, setFound] = useState(NOTHING_FOUND);
  const ranges = useRef<readonly Range[]>([]);
  const place = useRef(0);
  const find = useCallback<Searchable['find']>(
    (query, way) => {
      if (way === 'first') {
        ranges.current = root.current === null ? [] : rangesOf(root.current, query);
        place.current = 0;
      } else {
        const total = Math.max(1, ranges.current.length);
        place.current = (place.current + (way === 'next' ? 1 : -1) + total) % total;
      }
      show(ranges.current, place.current);
      const total = ranges.current.length;
      setFound({ current: total === 0 ? 0 : place.current + 1, total, isSearching: false });
    },
    [root],
  );
  const tell = useEffectEvent(() => onSearchable({ found, find }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: told whenever it changes
  useEffect(() => tell(), [found, find]);
  useEffect(
    () => () => {
      // Another document's marks are its own.
      if (ranges.current.length > 0) show([], 0);
    },
    [],
  );
}

function show(ranges: readonly Range[], current: number): void {
  const inView = ranges[current];
  if (inView === undefined) {
    CSS.highlights.delete(ALL);
    CSS.highlights.delete(CURRENT);
    return;
  }
  CSS.highlights.set(ALL, new Highlight(...ranges));
  const mark = new Highlight(inView);
  mark.priority = 1;
  CSS.highlights.set(CURRENT, mark);
  inView.startContainer.parentElement?.scrollIntoView({ block: 'center' });
}

function rangesOf(root: HTMLElement, query: string): Range[] {
  const nodes: Text[] = [];
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const own: Element | null = node.parentElement?.closest(BLOCKS) ?? null;
    nodes.push(node as Text);
    pieces.push({ text: node.nodeValue ?? '', isJoined: own === block });
    block = own;
  }
  return findInLetters(pieces, query).flatMap(({ from, to }) => {
    const [first, last] = [nodes[from[0]], nodes[to[0]]];
    if (first === undefined || last === undefined) return [];
    const range = document.createRange();
    range.setStart(first, from[1]);
    range.setEnd(last, to[1]);
    return [range];
  });
}
