import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killAtRandom } from '../faults/engine-kill-rounds.ts';
import { makeFastFolder } from '../faults/fast-folder.ts';

// `npm run bench -- kills --count 500 [--seed N] [--json]`: an engine killed at random instants, each time on what the one
// before left. Ends with code 1 if anything was lost, damaged, done twice, or left unequal.
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '20261124' },
    json: { type: 'boolean', default: false },
  },
});
const [kills, seed] = [Number(values.count), Number(values.seed)];
if (!(Number.isInteger(kills) && kills > 0 && Number.isInteger(seed))) {
  console.error('Usage: npm run bench -- kills [--count N] [--seed N] [--json]');
  process.exit(2);
}

const startedAt = performance.now();
const directory = makeFastFolder();
try {
  const onKill = (killed: number) => {
    if (!values.json && killed % 50 === 0) console.error(`${killed} of ${kills}`);
  };
  const figures = await killAtRandom({ directory, kills, seed, onKill });
  const all = { ...figures, elapsedMs: Math.round(performance.now() - startedAt) };
  if (values.json) console.log(JSON.stringify(all));
  else console.log(all);
  const { damaged, lost, unequal, effects, versions } = figures;
  const isWhole = damaged.length + lost.length + unequal.length === 0 && effects === versions;
  process.exitCode = isWhole ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
