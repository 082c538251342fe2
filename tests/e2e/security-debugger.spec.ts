import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { temporaryData } from './cartable-window.ts';
import {
  buildFixtureApp,
  type FixtureApp,
  frenchEnvironment,
  packFixture,
  rootSwitches,
} from './fixture-app.ts';

let fixture: FixtureApp;
let program: string;

test.beforeAll(async () => {
  fixture = await buildFixtureApp();
  program = packFixture(fixture);
});
test.afterAll(() => fixture.remove());

/** Starts the packaged fixture. `isReady` tells whether its engine came up. */
function start(dataDirectory: string, switches: readonly string[]) {
  const child = spawn(program, [...rootSwitches(), `--data=${dataDirectory}`, ...switches], {
    env: frenchEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const log = join(dataDirectory, 'logs', 'shell.log');
  return {
    ended: once(child, 'exit').then(([code]) => ({ code, complaint })),
    isReady: () => existsSync(log) && readFileSync(log, 'utf8').includes('"ready"'),
    stop: () => child.kill(),
  };
}

for (const refused of ['--remote-debugging-port=0', '--remote-debugging-pipe']) {
  test(`a released package does not start with ${refused}`, async () => {
    const data = temporaryData();
    const { code, complaint } = await start(data.directory, [refused]).ended;
    expect(code).toBe(1);
    expect(complaint).toContain('Cartable does not start with a debugger.');
    expect(existsSync(join(data.directory, 'logs'))).toBe(false);
    data.remove();
  });
}

for (const [kind, switches] of [
  ['a released package', []],
  // In a release the fuse keeps the inspector shut; open, it tells a package made for tests.
  ['a package made for tests, with its debuggers,', ['--inspect=0', '--remote-debugging-port=0']],
] as const) {
  test(`${kind} starts`, async () => {
    const data = temporaryData();
    const app = start(data.directory, switches);
    await expect.poll(app.isReady).toBe(true);
    app.stop();
    await app.ended;
    expect(existsSync(join(data.directory, 'engine-stopped'))).toBe(true);
    data.remove();
  });
}
