/**
 * From the start of the process to a first screen that answers, beside a bare Electron window with a static page:
 * `npm run bench -- startup [--runs=9] [--json]`.
 *
 * Both in one run, in turns, with the same runtime. The product is not changed for it: a probe is loaded before the shell
 * and asks the page, as a user script would, whether what the teacher waits for is drawn.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleAll } from '../../build/bundle.ts';
import { connectDemonstration } from './window/account-database.ts';
import { measureInWindow } from './window/measure-in-window.ts';
import { type Contestant, layOut, median, probe, product, startOnce } from './window/start-up.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '9' }, json: { type: 'boolean' } },
});
const BARE_MAIN = `
  const { BrowserWindow } = require('electron');
  const { join } = require('node:path');
  app.setPath('userData', process.argv.find((argument) => argument.startsWith('--data=')).slice(7));
  app.whenReady().then(() => {
    const window = new BrowserWindow({ width: 1280, height: 820, show: false });
    window.once('ready-to-show', () => window.show());
    window.loadFile(join(__dirname, 'index.html'));
  });
  app.on('window-all-closed', () => app.quit());`;

function bareWindow(root: string): Contestant {
  const folder = layOut(root, 'bare', probe('h1', BARE_MAIN));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Page</title><h1>Page</h1>');
  return { name: 'bare', folder, dataDirectory: join(root, 'bare-data') };
}

async function measure(electron: string, root: string): Promise<void> {
  const today = product(root, 'today', '[data-screen="today"] a[href^="#/grading/"]');
  const contestants = [bareWindow(root), product(root, 'connect', '[data-testid="connect-demo"]'), today];
  await connectDemonstration(today.dataDirectory);
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  // The first turn warms the disk and the code caches, as any start but the very first finds them.
  for (let turn = 0; turn <= Number(values.runs); turn++) {
    for (const contestant of contestants) {
      const elapsedMs = await startOnce(electron, contestant);
      if (turn > 0) times.get(contestant.name)?.push(elapsedMs);
    }
  }
  report(times);
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const bareMs = median(times.get('bare') ?? []);
  const rows = [...times].map(([name, all]) => ({
    name,
    runs: all.length,
    minMs: Math.round(Math.min(...all)),
    medianMs: Math.round(median(all)),
    ratio: Number((median(all) / bareMs).toFixed(2)),
  }));
  if (values.json) console.log(JSON.stringify(rows));
  else console.table(rows);
}

await measureInWindow('cartable-startup-', bundleAll, measure);
