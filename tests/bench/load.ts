import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureEndpoints } from './load/endpoints.ts';
import { measureLoad } from './load/measure-load.ts';

/**
 * `npm run bench -- load [--teachers 32] [--json]`: real load on the reference server, on loopback.
 *
 * Teachers with Cartable's own engine, then naive clients that ask as the web's grader does, against the same server: how
 * many teachers' classes a minute it carries while 95 % of its answers begin within a second. Then what each endpoint costs.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, teachers: { type: 'string', default: '32' } },
});
const folder = mkdtempSync(join(tmpdir(), 'cartable-bench-load-'));
try {
  const figures = {
    /** Of the machine: the server has one of them, all the clients another. */
    cores: availableParallelism(),
    ...(await measureLoad(folder, Number(values.teachers))),
    endpoints: await measureEndpoints(folder),
  };
  if (values.json) console.log(JSON.stringify(figures));
  else {
    for (const work of [figures.grades, figures.copies]) {
      console.log(`\n${work.what}: ${work.ratio} times the teachers of the naive client`);
      console.table([...work.cartable.steps, ...work.naive.steps]);
    }
    console.log('\nWhat one request costs the server');
    console.table(figures.endpoints);
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
