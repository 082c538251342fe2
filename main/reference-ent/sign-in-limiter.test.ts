import { expect, test } from 'vitest';
import { SignInLimiter } from './sign-in-limiter.ts';

test('ten tries pass, the eleventh waits until the first is five minutes old', () => {
  const limiter = new SignInLimiter();
  for (let second = 0; second < 10; second++) expect(limiter.begin('claire', '::1', second * 1000)).toBe(0);
  expect(limiter.begin('claire', '::1', 10_000)).toBe(290_000);
  expect(limiter.begin('claire', '::1', 300_000)).toBe(0);
});

test('one guesser does not slow down another teacher, nor the same one elsewhere', () => {
  const limiter = new SignInLimiter();
  for (let count = 0; count < 11; count++) limiter.begin('claire', '10.0.0.1', 0);
  expect(limiter.begin('claire', '10.0.0.1', 0)).toBeGreaterThan(0);
  expect(limiter.begin('paul', '10.0.0.1', 0)).toBe(0);
  expect(limiter.begin('claire', '10.0.0.2', 0)).toBe(0);
});

test('the right password forgives earlier mistakes', () => {
  const limiter = new SignInLimiter();
  for (let count = 0; count < 10; count++) limiter.begin('claire', '::1', 0);
  limiter.succeed('claire', '::1');
  expect(limiter.begin('claire', '::1', 1)).toBe(0);
});
