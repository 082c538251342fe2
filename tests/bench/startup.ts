/**
 * From the start of the process to a first screen that answers, beside a bare Electron window with a static page:
 * `npm run bench -- startup [--runs=9] [--json]`.
 *
 * Both in one run, in turns, with the same runtime. The product is not changed for it: a probe is loaded before the shell
 * and asks the page, as a user script would, whether what the teacher waits for is drawn.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleAll } from '../../build/bundle.ts';
import { inProject } from '../../build/project.ts';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { measureInWindow } from './window/measure-in-window.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '9' }, json: { type: 'boolean' } },
});
/** Longer than any start that is worth measuring. */
const LIMIT_MS = 60_000;

/** What is started, and what is drawn when the teacher can work with it. */
interface Contestant {
  readonly name: string;
  readonly folder: string;
  readonly dataDirectory: string;
}

/** Says `drawn` on stdout once the page has what is waited for, and has been painted with it. */
function probe(selector: string, main: string): string {
  const question = `new Promise((resolve) => {
    const ask = () => document.querySelector(${JSON.stringify(selector)})
      ? requestAnimationFrame(() => requestAnimationFrame(resolve))
      : setTimeout(ask, 2);
    ask();
  })`;
  return `
    const { app } = require('electron');
    app.on('browser-window-created', (_event, window) => {
      window.webContents.once('dom-ready', () => {
        window.webContents.executeJavaScript(${JSON.stringify(question)}).then(() => {
          process.stdout.write('drawn\\n');
          app.quit();
        });
      });
    });
    ${main}`;
}

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

function layOut(root: string, name: string, main: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'cartable', version: '0.0.1', main: 'main.cjs' }),
  );
  writeFileSync(join(folder, 'main.cjs'), main);
  return folder;
}

function product(root: string, name: string, selector: string): Contestant {
  const folder = layOut(root, name, probe(selector, "require('./out/shell/shell.cjs');"));
  symlinkSync(inProject('out'), join(folder, 'out'));
  return { name, folder, dataDirectory: join(root, `${name}-data`) };
}

function bareWindow(root: string): Contestant {
  const folder = layOut(root, 'bare', probe('h1', BARE_MAIN));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Page</title><h1>Page</h1>');
  return { name: 'bare', folder, dataDirectory: join(root, 'bare-data') };
}

/** Connects a data folder to the demonstration, so that the window opens on a day's work. */
async function fillWithDemonstration(dataDirectory: string): Promise<void> {
  const engine = await createEngine({
    dataDirectory,
    appVersion: '0.0.1',
    deviceName: 'bench',
    secrets: memorySecrets(),
  });
  await engine.client.account.connectDemo();
  await engine.client.sync.start();
  await engine.close();
}

/** Milliseconds from the start of the process to the painted screen. */
function startOnce(electron: string, { folder, dataDirectory }: Contestant): Promise<number> {
  const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = performance.now();
  const child = spawn(electron, [...rootSwitches, folder, `--data=${dataDirectory}`, '--lang=fr'], {
    env: { ...process.env, CARTABLE_NODE: process.execPath, LANGUAGE: 'fr' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    let drawnAfterMs: number | null = null;
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.stdout.on('data', (text: Buffer) => {
      if (text.includes('drawn')) drawnAfterMs ??= performance.now() - startedAt;
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(limit);
      if (drawnAfterMs === null) reject(new Error(`${folder} drew nothing`));
      else resolve(drawnAfterMs);
    });
  });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function measure(electron: string, root: string): Promise<void> {
  const today = product(root, 'today', '[data-screen="today"] a[href^="#/grading/"]');
  const contestants = [bareWindow(root), product(root, 'connect', '[data-testid="connect-demo"]'), today];
  await fillWithDemonstration(today.dataDirectory);
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
