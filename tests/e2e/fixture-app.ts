import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { BUNDLES } from '../../build/bundle.ts';
import type { CartableBridge, EngineState } from '../../preload/contract/index.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

declare global {
  interface Window {
    readonly cartable: CartableBridge;
    readonly fixture: {
      call(name: string, input?: unknown): Promise<unknown>;
      readonly states: EngineState[];
      readonly ports: string[];
    };
  }
}

/** The real shell and preload around a page and an engine made for tests. */
export interface FixtureApp {
  readonly folder: string;
  remove(): void;
}

/**
 * Lays the fixture out as the product is: `out/{shell,preload,renderer,engine}` under a package.json.
 *
 * `windows` bundles the shell as Windows runs it, engine in a utility process. Its programs are CommonJS then: the
 * fallback runtime knows no other kind in a utility process.
 */
export async function buildFixtureApp(
  system: 'linux' | 'windows' = 'linux',
  shell: BuildOptions = {},
): Promise<FixtureApp> {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-fixture-'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'cartable',
      productName: 'Cartable',
      version: '0.0.1',
      main: 'out/shell/shell.cjs',
    }),
  );
  const isWindows = system === 'windows';
  const engine = { format: isWindows ? 'cjs' : 'esm', platform: 'node', target: 'node18' } as const;
  const page = { format: 'esm', target: 'chrome114' } as const;
  const engineFile = (name: string) => join(folder, 'out/engine', `${name}.${isWindows ? 'cjs' : 'mjs'}`);
  await Promise.all([
    bundleOfProduct('shell', join(folder, 'out/shell/shell.cjs'), isWindows ? asOnWindows : shell),
    bundleOfProduct('preload', join(folder, 'out/preload/preload.cjs'), {}),
    bundle('shell-page.ts', join(folder, 'out/renderer/page.js'), page),
    bundle('shell-worker.ts', join(folder, 'out/renderer/worker.js'), page),
    bundle('shell-engine.ts', engineFile('engine'), engine),
    bundle('shell-child.ts', engineFile('optimiser'), engine),
  ]);
  cpSync(join(FIXTURES, 'shell-page.html'), join(folder, 'out/renderer/index.html'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function bundle(entry: string, outfile: string, options: BuildOptions): Promise<void> {
  await build({
    entryPoints: [join(FIXTURES, entry)],
    outfile,
    bundle: true,
    logLevel: 'warning',
    ...options,
  });
}

async function bundleOfProduct(name: string, outfile: string, options: BuildOptions): Promise<void> {
  const product = BUNDLES.find((known) => known.name === name);
  if (product === undefined) throw new Error(`no bundle is called ${name}`);
  await build({ ...product.options, ...options, outfile });
}

const commonJsEngine: Plugin = {
  name: 'commonjs-engine',
  setup(bundling) {
    bundling.onLoad({ filter: /main\/shell\/paths\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('.mjs`', '.cjs`'),
    }));
  },
};
const asOnWindows: BuildOptions = { define: { 'process.platform': '"win32"' }, plugins: [commonJsEngine] };

/** The updater's waits, shortened: minutes become a twentieth of a second, and nobody need be away. */
export const hastyUpdates: Plugin = {
  name: 'hasty-updates',
  setup(bundling) {
    bundling.onLoad({ filter: /main\/shell\/updater\/update-pace\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replace('MINUTE_MS = 60_000', 'MINUTE_MS = 50')
        .replace('idleMs: MINUTE_MS', 'idleMs: 0'),
    }));
  },
};

/** Where the Electron that `npm test` has found lies. */
export function electronPath(): string {
  const path = process.env.CARTABLE_ELECTRON;
  if (path === undefined) throw new Error('CARTABLE_ELECTRON is not set: run this by `npm test -- e2e`');
  return path;
}

/** Chromium refuses to start its sandbox as root, as which some CI run; the product never asks for this. */
export function rootSwitches(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** The environment of a start in French. */
export function frenchEnvironment(): Record<string, string> {
  return { ...(process.env as Record<string, string>), LANGUAGE: 'fr' };
}

/** Starts the fixture on a data folder, and waits for its engine. */
export async function startFixture(
  { folder }: FixtureApp,
  dataDirectory: string,
  parameters: readonly string[] = [],
): Promise<{ application: ElectronApplication; page: Page }> {
  const application = await _electron.launch({
    executablePath: electronPath(),
    args: [...rootSwitches(), folder, `--data=${dataDirectory}`, '--lang=fr', ...parameters],
    env: frenchEnvironment(),
  });
  const page = await application.firstWindow();
  await page.waitForFunction(() => window.fixture?.states.includes('ready'));
  return { application, page };
}

/** Calls the fixture's engine through the page. */
export function call(page: Page, name: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([procedure, value]) => window.fixture.call(procedure as string, value),
    [name, input],
  );
}

/** Puts bytes into an account's vault, at the hash that is given (which need not be theirs). */
export function putBlob(accountFolder: string, sha256: string, bytes: Uint8Array): void {
  const path = join(accountFolder, 'vault', sha256.slice(0, 2), sha256.slice(2));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

/**
 * Lays the fixture out as a package: a program called `cartable`, the application in its resources, the engine and
 * plain Node beside. Returns the program's path, below the fixture's folder.
 */
export function packFixture({ folder }: FixtureApp): string {
  const runtime = dirname(electronPath());
  const packed = join(folder, 'packed');
  const resources = join(packed, 'resources');
  mkdirSync(join(resources, 'node'), { recursive: true });
  for (const name of readdirSync(runtime)) {
    if (name !== 'resources' && name !== 'electron') symlinkSync(join(runtime, name), join(packed, name));
  }
  // By its own name and in its own place, Electron knows that it is packaged.
  cpSync(electronPath(), join(packed, 'cartable'));
  cpSync(join(folder, 'package.json'), join(resources, 'app/package.json'));
  for (const part of ['shell', 'preload', 'renderer'])
    cpSync(join(folder, 'out', part), join(resources, 'app/out', part), { recursive: true });
  cpSync(join(folder, 'out/engine'), join(resources, 'engine'), { recursive: true });
  symlinkSync(process.execPath, join(resources, 'node/node'));
  return join(packed, 'cartable');
}
