import type { ErrorCode } from '../../../preload/contract/index.ts';
import type { SaveState } from './autosave.ts';

/** What is wrong is the value itself: the same one, sent again, is refused again. */
const OF_THE_VALUE = new Set<ErrorCode>([
  'grading/comment-too-long',
  'grading/grade-out-of-range',
  'input/invalid',
  'lessons/title-missing',
  'lessons/too-many-blocks',
]);

/** Whether another attempt at the same value can succeed where this one was refused. */
export function mayRetry({ status, error }: SaveState): boolean {
  return status === 'failed' && (error === null || !OF_THE_VALUE.has(error.code));
}
