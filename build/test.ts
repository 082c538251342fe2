import { addCounts, closingLine, countOneCheck, NO_TESTS, type TestCounts } from './test-counts.ts';
import { TEST_STAGES, type TestStage } from './test-stages.ts';

// `npm test` runs every stage, also after one has failed, so that one run tells everything; `npm test -- unit` runs
// one stage, and passes on what follows (`npm test -- unit grading`).
const [chosen, ...parameters] = process.argv.slice(2);
if (chosen !== undefined && TEST_STAGES[chosen] === undefined) {
  console.error(`Unknown stage "${chosen}". The stages: ${Object.keys(TEST_STAGES).join(', ')}.`);
  process.exit(2);
}

let total = NO_TESTS;
for (const [name, stage] of Object.entries(TEST_STAGES)) {
  if (chosen !== undefined && name !== chosen) continue;
  total = addCounts(total, await runStage(name, stage));
}
console.log(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function runStage(name: string, stage: TestStage): Promise<TestCounts> {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const counts = await stage(parameters).catch((error: unknown) => {
    console.error(error);
    return countOneCheck(false);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`== ${name}: ${closingLine(counts)} (${seconds} s)`);
  return counts;
}
