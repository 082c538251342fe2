import { expect, test } from 'vitest';
import type { ComparedBlock } from '../../../components/rich-text/compare/compare-texts.ts';
import { folded } from './folded.ts';

const blocks = (states: string): ComparedBlock[] =>
  [...states].map((state, index) => ({
    id: `b${index}`,
    state: state === '=' ? 'same' : 'changed',
    before: null,
    after: null,
    removed: [],
    added: [],
  }));
const drawn = (states: string, ...opened: string[]) =>
  folded(blocks(states), new Set(opened)).map((run) => (run.kind === 'folded' ? run.count : run.block.id));

test('what is the same is one line, but for its edges beside a change; few blocks are shown', () => {
  expect(drawn('=====x=====')).toEqual([4, 'b4', 'b5', 'b6', 4]);
  expect(drawn('x=====x')).toEqual(['b0', 'b1', 3, 'b5', 'b6']);
  expect(drawn('x====x')).toEqual(['b0', 'b1', 'b2', 'b3', 'b4', 'b5']);
  expect(drawn('====')).toEqual([4]);
  expect(drawn('==')).toEqual(['b0', 'b1']);
});

test('a line that was opened shows its blocks', () => {
  expect(drawn('====x', 'b0')).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
});
