import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureSync } from './sync/measure-sync.ts';
import { printFigures } from './sync/print-figures.ts';

// `npm run bench -- sync [--json] [--files 1000]`: what sync costs an ENT, and how fast it is. A real engine on a real
// database, the reference server in a process of its own, which counts the requests, the bytes and its processor time.
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, files: { type: 'string', default: '1000' } },
});
const folder = mkdtempSync(join(tmpdir(), 'cartable-bench-sync-'));
try {
  const figures = await measureSync(folder, { files: Number(values.files) });
  if (values.json) console.log(JSON.stringify(figures));
  else printFigures(figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
