import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../main/engine/platform/clock.ts';
import { makeFastFolder } from '../fast-folder.ts';
import { makeTemplate } from './device.ts';
import { herdViolations } from './herd.ts';
import { violatingSeeds } from './run-seeds.ts';

// Run by ../mutations.test.ts in a copy of the sources with one rule taken away. Prints what the simulation finds.
const [from = '1', count = '500'] = process.argv.slice(2);
const folder = makeFastFolder();
try {
  const template = await makeTemplate(mkdtempSync(join(folder, 'template-')), systemClock);
  const found = await herdViolations(folder, template);
  if (found.length === 0)
    for (const { seed, violations } of await violatingSeeds({ from: Number(from), count: Number(count) }, 1))
      found.push(`seed ${seed}: ${violations[0]}`);
  console.log(JSON.stringify(found));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
