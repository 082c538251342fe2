import type { ComparedBlock } from '../../../components/rich-text/compare/compare-texts.ts';

export type Run =
  | { readonly kind: 'block'; readonly block: ComparedBlock }
  | { readonly kind: 'folded'; readonly firstId: string; readonly count: number };

/** 3: a line that stands for fewer blocks hides more than it spares. */
const FEWEST = 3;

/** Blocks that are the same in both texts as one line, but for the one before a change and the one behind it. `opened`: by their first. */
export function folded(blocks: readonly ComparedBlock[], opened: ReadonlySet<string>): Run[] {
  const isAlike = (index: number) => (blocks[index]?.state ?? 'same') === 'same';
  const runs: Run[] = [];
  let run: ComparedBlock[] = [];
  const close = () => {
    const first = run[0];
    if (first === undefined || run.length < FEWEST || opened.has(first.id))
      runs.push(...run.map((block) => ({ kind: 'block' as const, block })));
    else runs.push({ kind: 'folded', firstId: first.id, count: run.length });
    run = [];
  };
  for (const [index, block] of blocks.entries()) {
    if (isAlike(index - 1) && isAlike(index) && isAlike(index + 1)) run.push(block);
    else {
      close();
      runs.push({ kind: 'block', block });
    }
  }
  close();
  return runs;
}
