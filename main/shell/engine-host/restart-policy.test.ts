import { expect, test } from 'vitest';
import { restartDelayMs } from './restart-policy.ts';

test('the first crashes are waited out longer and longer, the fourth within five minutes is given up', () => {
  expect(restartDelayMs([0], 0)).toBe(1000);
  expect(restartDelayMs([0, 10], 10)).toBe(5000);
  expect(restartDelayMs([0, 10, 20], 20)).toBe(30_000);
  expect(restartDelayMs([0, 10, 20, 30], 30)).toBeNull();
});

test('crashes of an earlier hour do not count', () => {
  expect(restartDelayMs([0, 1, 2, 3_600_000], 3_600_000)).toBe(1000);
});
