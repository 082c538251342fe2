import type { Assignment } from '../../../preload/contract/domain.ts';
import type { MarkFault } from '../../../preload/contract/exchange.ts';
import type { MarkChange } from '../../../preload/contract/marks.ts';
import { whyNoGrade } from '../../../preload/contract/parse-grade.ts';
import { isOutOfOther, parseMark } from '../../../preload/contract/parse-mark.ts';
import { gradeFault } from '../grading/rules.ts';
import { type Cell, textOf } from '../tables/table.ts';

/** A cell's mark; both null: it says nothing, and nothing is changed. */
export interface ReadMark {
  readonly mark: MarkChange | null;
  readonly fault: MarkFault | null;
}

/** Of an assignment, what its cells are read by. */
export type ReadBy = Pick<Assignment, 'maxTimes100' | 'rules'>;

const NOTHING: ReadMark = { mark: null, fault: null };
/** What tables write where there is no grade. */
const EMPTY = /^[-–—.]?$/;

/** Reads a cell as a teacher would: 14,5 · 14.5 · 14,5/20 · abs · 0 nr · (9), a level on a scale. An empty one is never a removal. */
export function readMark(cell: Cell | undefined, assignment: ReadBy): ReadMark {
  const { maxTimes100, rules } = assignment;
  const text = textOf(cell);
  if (EMPTY.test(text)) return NOTHING;
  // Spreadsheets keep 14.55 as the nearest binary number; what is further from a hundredth was more precise.
  const mark = parseMark(typeof cell === 'number' ? textOf(Math.round(cell * 1e6) / 1e6) : text, rules);
  if (mark === null)
    return { mark: null, fault: whyNoGrade(text) === 'too-precise' ? 'too-precise' : 'not-a-mark' };
  if (isOutOfOther(text, { maxTimes100, scale: rules.scale })) return { mark: null, fault: 'other-maximum' };
  const { pointsTimes100 } = mark;
  const isOut = typeof pointsTimes100 === 'number' && gradeFault(pointsTimes100, maxTimes100) !== null;
  return isOut ? { mark: null, fault: 'out-of-range' } : { mark, fault: null };
}
