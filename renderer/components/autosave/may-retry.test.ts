import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../preload/contract/index.ts';
import type { SaveState, SaveStatus } from './autosave.ts';
import { mayRetry } from './may-retry.ts';

const refused = (code: ErrorCode, status: SaveStatus = 'failed'): SaveState => ({
  status,
  error: { code, params: {}, retry: 'after-user' },
});

test('a text that is too long is to be shortened, not tried again', () => {
  expect(mayRetry(refused('grading/comment-too-long'))).toBe(false);
  expect(mayRetry(refused('grading/grade-out-of-range'))).toBe(false);
});

test('what failed for another reason than the value can be tried again, unless that is done by itself', () => {
  expect(mayRetry(refused('internal/unexpected'))).toBe(true);
  expect(mayRetry(refused('store/disk-full', 'retrying'))).toBe(false);
});
