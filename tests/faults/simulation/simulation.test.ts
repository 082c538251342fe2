import { expect, test } from 'vitest';
import { type EntRules, WHOLE_RULES } from './model-ent.ts';
import { describeReports, runSeeds, violatingSeeds } from './run-seeds.ts';

/** Seeds are numbered from here; `npm run bench -- faults` goes on from where the tests end. */
const FIRST_SEED = 1;
const HALF = 1000;
const MINUTES_MS = 60_000;

test(
  `seeds ${FIRST_SEED} to ${HALF}: two devices, the web and a bad line lose nothing, repeat nothing and come to rest`,
  async () => {
    expect(describeReports(await violatingSeeds({ from: FIRST_SEED, count: HALF }))).toBe('');
  },
  15 * MINUTES_MS,
);

test('seeds that broke a rule once break none any more', async () => {
  for (const from of [17350, 17619, 17713, 36948, 58705, 66921, 136972])
    expect(describeReports(await violatingSeeds({ from, count: 1 }))).toBe('');
});

test(
  'the same seed gives the same run, line by line',
  async () => {
    const traces: string[] = [];
    const keep = ({ trace }: { trace: readonly string[] }) => {
      traces.push(trace.join('\n'));
      return true;
    };
    await runSeeds({ from: 4242, count: 5 }, keep);
    await runSeeds({ from: 4242, count: 5 }, keep);
    expect(traces.slice(5)).toEqual(traces.slice(0, 5));
    expect(new Set(traces).size).toBe(5);
  },
  MINUTES_MS,
);

const MUTATIONS: readonly [string, Partial<EntRules>][] = [
  ['without a ledger', { hasLedger: false }],
  ['that writes an effect and its line in the ledger apart', { isAtomic: false }],
  ['that does not look at the base of an edit', { checksBase: false }],
];

test.each(MUTATIONS)(
  'an ENT %s is found out within 500 seeds',
  async (_name, rule) => {
    const [found] = await violatingSeeds(
      { from: FIRST_SEED, count: 500, rules: { ...WHOLE_RULES, ...rule } },
      1,
    );
    expect(found?.violations ?? []).not.toEqual([]);
  },
  10 * MINUTES_MS,
);
