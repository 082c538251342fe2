import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../../build/project.ts';

/** Longer than any start that is worth measuring. */
const LIMIT_MS = 60_000;

/** What is started, and what is drawn when the teacher can work with it. */
export interface Contestant {
  readonly name: string;
  readonly folder: string;
  readonly dataDirectory: string;
}

/** Says `drawn` on stdout once the page has what is waited for, and has been painted with it. */
export function probe(selector: string, main: string): string {
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

/** A folder that Electron takes for an application, with this main program. */
export function layOut(root: string, name: string, main: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'cartable', version: '0.0.1', main: 'main.cjs' }),
  );
  writeFileSync(join(folder, 'main.cjs'), main);
  return folder;
}

/** The product itself, with a probe loaded before its shell: drawn once `selector` is in the page. */
export function product(root: string, name: string, selector: string): Contestant {
  const folder = layOut(root, name, probe(selector, "require('./out/shell/shell.cjs');"));
  symlinkSync(inProject('out'), join(folder, 'out'));
  return { name, folder, dataDirectory: join(root, `${name}-data`) };
}

/** Milliseconds from the start of the process to the painted screen. */
export function startOnce(electron: string, { folder, dataDirectory }: Contestant): Promise<number> {
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

/** The middle one; of an even count, the higher of the two. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
