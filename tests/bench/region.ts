import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCosts } from './region/costs.ts';
import { pageOf } from './region/report.ts';
import { simulateAll } from './region/scenarios.ts';

/**
 * A bad Monday, replayed: `npm run bench -- region [--out FILE] [--seed N] [--teachers N] [--costs FILE] [--json]`.
 *
 * What a class costs is measured first, or read from what `npm run bench -- sync --json` printed (`--costs`). The page is
 * written to `region.html` of the current folder; with --json the figures are printed instead of written.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'region.html' },
    seed: { type: 'string', default: '1' },
    teachers: { type: 'string' },
    costs: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const costs = await measureCosts(values.costs);
const changes = values.teachers === undefined ? {} : { teachers: Number(values.teachers) };
const report = simulateAll(costs, Number(values.seed), changes, (line) => console.error(line));
if (values.json) {
  const { curves: _drawn, ...figures } = report;
  console.log(JSON.stringify(figures));
} else {
  await writeFile(values.out, pageOf(report));
  console.log(resolve(values.out));
}
