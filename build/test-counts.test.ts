import { expect, test } from 'vitest';
import {
  addCounts,
  closingLine,
  countOneCheck,
  countPlaywrightReport,
  countVitestReport,
} from './test-counts.ts';

test('the closing line names skipped tests only if there are some', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});

test('a file that fails before its first test counts as one failure', () => {
  const counts = countVitestReport({
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  });
  expect(counts).toEqual({ passed: 2, failed: 2, skipped: 0 });
});

test('a flaky test has failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
  expect(countPlaywrightReport({ stats })).toEqual({ passed: 4, failed: 2, skipped: 0 });
});

test('stages add up', () => {
  expect(addCounts(countOneCheck(true), countOneCheck(false))).toEqual({ passed: 1, failed: 1, skipped: 0 });
});
