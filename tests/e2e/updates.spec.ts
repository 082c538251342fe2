import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, expect, test } from '@playwright/test';
import { temporaryData } from './cartable-window.ts';
import {
  buildFixtureApp,
  type FixtureApp,
  frenchEnvironment,
  hastyUpdates,
  packFixture,
  rootSwitches,
} from './fixture-app.ts';
import { makeDisk } from './full-disk.ts';
import { startUpdateServer, type UpdateFaults, type UpdateServer } from './update-server.ts';

const OLD = 'the Cartable that runs';

let fixture: FixtureApp;
let program: string;

test.beforeAll(async () => {
  fixture = await buildFixtureApp('linux', { plugins: [hastyUpdates] });
  program = packFixture(fixture);
});
test.afterAll(() => fixture.remove());

/** The real shell as an AppImage, its updater in a hurry, in front of a server. */
interface UpdatingCartable {
  readonly application: ElectronApplication;
  readonly server: UpdateServer;
  readonly appImage: string;
  readonly cache: string;
  /** What the shell's log says of updates, in its order. */
  events(): string[];
  /** Quits as a teacher does; the program is then what it will be at the next start. */
  quit(): Promise<void>;
  /** Quits if that has not been done, and removes everything. */
  end(): Promise<void>;
}

async function openUpdating(
  faults: UpdateFaults,
  places: { readonly appImage?: string; readonly cache?: string } = {},
): Promise<UpdatingCartable> {
  const server = await startUpdateServer(faults);
  const data = temporaryData();
  const appImage = places.appImage ?? join(data.directory, 'Cartable.AppImage');
  const cache = places.cache ?? join(data.directory, 'cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(appImage, OLD, { mode: 0o755 });
  const resources = join(dirname(program), 'resources');
  // As a release is made: where updates come from, and whose signature counts.
  const manifestPath = join(resources, 'app/package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const updates = { url: server.url, key: server.publicKey };
  writeFileSync(manifestPath, JSON.stringify({ ...manifest, version: '9.0.0', updates }));
  writeFileSync(join(resources, 'app-update.yml'), 'updaterCacheDirName: cartable-updater\n');
  const application = await _electron.launch({
    executablePath: program,
    args: [...rootSwitches(), `--data=${join(data.directory, 'data')}`],
    env: { ...frenchEnvironment(), APPIMAGE: appImage, XDG_CACHE_HOME: cache },
  });
  const log = join(data.directory, 'data/logs/shell.log');
  const events = () =>
    (existsSync(log) ? readFileSync(log, 'utf8') : '')
      .split('\n')
      .flatMap((line) => /"(?<event>update-[a-z]+)"/.exec(line)?.groups?.event ?? []);
  let quitting: Promise<void> | undefined;
  const quit = () => {
    quitting ??= (async () => {
      const gone = new Promise<void>((resolve) => application.process().once('exit', () => resolve()));
      await application.evaluate(({ app }) => app.quit()).catch(() => undefined);
      await gone;
    })();
    return quitting;
  };
  return {
    application,
    server,
    appImage,
    cache,
    events,
    quit,
    async end() {
      await quit();
      server.close();
      data.remove();
    },
  };
}

const beside = (path: string) =>
  readdirSync(dirname(path)).filter((name) => name.startsWith('Cartable.AppImage'));
const files = (server: UpdateServer) => server.asked.filter(({ path }) => !path.endsWith('.json'));

test('a good update is fetched while Cartable runs, and is there once it is closed; the old one is kept', async () => {
  const it = await openUpdating({});
  await expect.poll(it.events).toContain('update-downloaded');
  expect(readFileSync(it.appImage, 'utf8')).toBe(OLD);
  await it.quit();
  expect(readFileSync(it.appImage)).toEqual(it.server.update);
  expect(readFileSync(`${it.appImage}.previous`, 'utf8')).toBe(OLD);
  const feeds = it.server.asked.filter(({ path }) => path.endsWith('.json'));
  expect(feeds.map(({ path }) => path)).toEqual([`/cartable/cartable-stable-linux-${process.arch}.json`]);
  expect(files(it.server).length).toBeGreaterThan(0);
  for (const { headers } of it.server.asked) {
    expect(Object.keys(headers)).not.toContain('x-user-staging-id');
    expect(Object.keys(headers)).not.toContain('cookie');
  }
  await it.end();
});

const REFUSED: readonly (readonly [string, UpdateFaults])[] = [
  ['signed by another key', { isSignedByAnother: true }],
  ['changed after it was signed', { spoil: (feed) => feed.replace('9.1.0', '9.2.0') }],
  ['cut', { spoil: (feed) => feed.slice(0, 80) }],
  ['older than what runs', { release: { version: '8.9.0' } }],
  ['expired', { release: { expiresAt: Date.now() - 1 } }],
  ['for another channel', { release: { channel: 'slow' } }],
  [
    'of files that lie elsewhere',
    { release: { files: [{ url: '../x.AppImage', sha512: `${'A'.repeat(86)}==`, size: 5 }] } },
  ],
];
for (const [what, faults] of REFUSED)
  test(`a feed that is ${what} is not obeyed: no file is asked for, and the version stays`, async () => {
    const it = await openUpdating(faults);
    await expect.poll(it.events).toContain('update-failed');
    await it.quit();
    expect(files(it.server)).toEqual([]);
    expect(it.events()).not.toContain('update-downloaded');
    expect(readFileSync(it.appImage, 'utf8')).toBe(OLD);
    expect(beside(it.appImage)).toEqual(['Cartable.AppImage']);
    await it.end();
  });

for (const file of ['changed', 'cut', 'missing'] as const)
  test(`a file that comes ${file} is not installed, and is tried again`, async () => {
    const it = await openUpdating({ file });
    await expect.poll(() => files(it.server).length).toBeGreaterThan(1);
    await expect.poll(it.events).toContain('update-failed');
    await it.quit();
    expect(it.events()).not.toContain('update-downloaded');
    expect(readFileSync(it.appImage, 'utf8')).toBe(OLD);
    expect(beside(it.appImage)).toEqual(['Cartable.AppImage']);
    await it.end();
  });

test('a server that is overloaded is left alone for as long as it asks, and then asked again', async () => {
  const it = await openUpdating({ refusals: [{ status: 503, retryAfter: '3' }] });
  await expect.poll(it.events).toContain('update-downloaded');
  const [first, second] = it.server.asked;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(3000);
  await it.end();
});

test('an update that does not fit on the disk is not installed, and the old version stays', async () => {
  const disk = makeDisk();
  const it = await openUpdating({}, { appImage: join(disk.directory, 'Cartable.AppImage') });
  await expect.poll(it.events).toContain('update-downloaded');
  disk.fill(it.application.process().pid ?? 0);
  await it.quit();
  expect(readFileSync(it.appImage, 'utf8')).toBe(OLD);
  expect(beside(it.appImage).filter((name) => name.endsWith('.next'))).toEqual([]);
  await it.end();
  disk.remove();
});

test('an update that the disk has no room to fetch is given up, and tried again later', async () => {
  const disk = makeDisk();
  const cache = join(disk.directory, 'cache');
  mkdirSync(cache);
  const it = await openUpdating({ refusals: [{ status: 503, retryAfter: '2' }] }, { cache });
  await expect.poll(() => it.server.asked.length).toBe(1);
  disk.fill(it.application.process().pid ?? 0);
  await expect.poll(() => files(it.server).length).toBeGreaterThan(0);
  disk.free(it.application.process().pid ?? 0);
  await expect.poll(it.events, { timeout: 60_000 }).toContain('update-downloaded');
  await it.quit();
  expect(readFileSync(it.appImage)).toEqual(it.server.update);
  await it.end();
  disk.remove();
});
