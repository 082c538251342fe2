import { expect, test } from 'vitest';
import { Company, companies, goesInParts, isLargeSuspect } from './company.ts';

const KB = 1024;
const sizes = (company: Company, answers: readonly boolean[]) =>
  answers.map((isWhole) => {
    company.met(isWhole);
    return company.atMost;
  });

test('those that go alone go in twice the company after each request that passes, until one does not; from then on alone', () => {
  expect(sizes(new Company(1), [true, true, true, false, true, true])).toEqual([2, 4, 8, 1, 1, 1]);
});

test('those that may go together go in no larger company for it', () => {
  expect(sizes(new Company(4), [true, true, false])).toEqual([4, 4, 4]);
});

test('what passed of those that go alone speaks for those that are more suspect', () => {
  const companyOf = companies();
  companyOf({ atMost: 4 }).met(true);
  companyOf({ atMost: 1 }).met(true);
  expect([companyOf({ atMost: 1 }).atMost, companyOf({ atMost: 4 }).atMost]).toEqual([2, 4]);
});

test('a document goes in parts from 256 KiB on where it goes alone, and from a mebibyte on after two sessions that ended at it', () => {
  const ended = (sessionsEnded: number) => ({ sessionsEnded, refusedTimes: 0 });
  expect([
    goesInParts(ended(4), 256 * KB),
    goesInParts(ended(4), 255 * KB),
    goesInParts(ended(3), 900 * KB),
  ]).toEqual([true, false, false]);
  expect([
    isLargeSuspect(ended(2), 1024 * KB),
    isLargeSuspect(ended(2), 1023 * KB),
    isLargeSuspect(ended(1), 9000 * KB),
  ]).toEqual([true, false, false]);
});
