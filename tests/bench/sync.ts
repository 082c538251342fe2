import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { COPY_BYTES, measureSync } from './sync/measure-sync.ts';
import { printFigures } from './sync/print-figures.ts';
import { measureThroughput } from './sync/throughput.ts';

// `npm run bench -- sync [--json] [--files 1000] [--rounds 3] [--only throughput]`: what sync costs an ENT, and how fast it
// is. A real engine on a real database, the reference server in a process of its own, which counts the requests, the bytes
// and its processor time.
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    files: { type: 'string', default: '1000' },
    /** Of the throughput. */
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});
if (values.only !== undefined && values.only !== 'throughput') {
  console.error('--only throughput is the one part that runs alone');
  process.exit(2);
}
const [files, rounds] = [Number(values.files), Number(values.rounds)];
const folder = mkdtempSync(join(tmpdir(), 'cartable-bench-sync-'));
try {
  if (values.only === 'throughput') {
    const throughput = await measureThroughput(folder, { files, fileBytes: COPY_BYTES, rounds });
    console.log(values.json ? JSON.stringify({ throughput }) : throughput);
  } else {
    const figures = await measureSync(folder, { files, rounds });
    if (values.json) console.log(JSON.stringify(figures));
    else printFigures(figures);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
