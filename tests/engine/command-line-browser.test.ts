import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { CARTABLE, cartable, environment } from './command-line-run.ts';
import { MoodleBrowser } from './moodle-browser.ts';
import { temporaryFolder } from './synced-class.ts';
import { fillIn } from './teachers-browser.ts';

/** `--browser` on the command line, with `fetch` in the browser's part. */

const NO_SCREEN = { DISPLAY: '', WAYLAND_DISPLAY: '' };

async function openWorld() {
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  const data = join(directory, 'data');
  const connect = ['connect', '--url', ent.url, '--data', data, '--browser'];
  return { ent, directory, data, connect };
}

/** The command while it waits for the teacher, and what has become of it in the end. */
function begin(parameters: readonly string[], env: NodeJS.ProcessEnv = NO_SCREEN) {
  const child = spawn(process.execPath, [CARTABLE, ...parameters], { env: environment(env) });
  onTestFinished(() => void child.kill('SIGKILL'));
  const closed = once(child, 'close');
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const ended = async () => {
    const [status] = await closed;
    return { status: status as number | null, stdout: await stdout, stderr: await stderr };
  };
  return { child, address: addressIn(child), ended };
}

async function addressIn({ stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  let told = '';
  for (;;) {
    const address = /^https?:\S+$/m.exec(told)?.[0];
    if (address !== undefined && told.endsWith('\n')) return address;
    const [chunk] = await once(stderr, 'data');
    told += String(chunk);
  }
}

test('a teacher who signs in in the browser is connected, with no password, and the page says where to go on', async () => {
  const { ent, connect, data } = await openWorld();
  const run = begin([...connect, '--json']);
  const page = await fetch(await fillIn(await run.address, ent));
  expect(await page.text()).toContain('go back to the command line');
  const { status, stdout, stderr } = await run.ended();
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    connected: true,
    account: { login: ent.login },
    session: { outcome: 'done' },
    error: null,
  });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('Open this page'), await run.address]);
  const again = begin(['sync', '--data', data, '--browser', '--json']);
  await fetch(await fillIn(await again.address, ent));
  expect(JSON.parse((await again.ended()).stdout)).toMatchObject({ outcome: 'done', error: null });
});

test('where there is a screen the page is opened, and it is the one that is told', async () => {
  const { ent, connect, directory } = await openWorld();
  const [opener, opened] = [join(directory, 'xdg-open'), join(directory, 'opened')];
  await writeFile(opener, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${opened}'\n`);
  await chmod(opener, 0o755);
  const run = begin(connect, { DISPLAY: ':9', PATH: `${directory}:${process.env.PATH}` });
  const address = await run.address;
  await expect.poll(() => readFile(opened, 'utf8').catch(() => '')).toBe(`${address}\n`);
  await fetch(await fillIn(address, ent));
  const { status, stdout } = await run.ended();
  expect([status, stdout]).toEqual([0, expect.stringContaining('Connected to')]);
});

test('Ctrl+C calls it off: nothing is connected, and the door is closed', async () => {
  const { connect, data } = await openWorld();
  const run = begin(connect);
  const back = new URL(await run.address).searchParams.get('redirect_uri') ?? '';
  expect(new URL(back).hostname).toBe('127.0.0.1');
  run.child.kill('SIGINT');
  const { status, stdout, stderr } = await run.ended();
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('The sign-in was cancelled. Nothing has changed.');
  await expect(fetch(back)).rejects.toThrow();
  expect(existsSync(join(data, 'active.json'))).toBe(false);
});

test('nobody at all, and a teacher who says no, are told apart', async () => {
  const { connect, directory } = await openWorld();
  // A screen, and no browser to open on it.
  const nobody = begin([...connect, '--wait', '1'], { DISPLAY: ':9', PATH: directory });
  expect(await nobody.ended()).toMatchObject({ status: 1, stderr: expect.stringContaining('in time') });
  const denied = begin([...connect, '--lang', 'fr']);
  await fetch(await fillIn(await denied.address, { choice: 'cancel' }));
  expect(await denied.ended()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Vous avez refusé'),
  });
});

test('an ENT that does not offer it is said not to; login and browser go one without the other', async () => {
  const { ent, connect, data } = await openWorld();
  ent.dial.turn({ capabilities: [] });
  expect(await begin(connect).ended()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('give --login and your password'),
  });
  for (const usage of [
    ['connect', '--url', ent.url, '--data', data],
    [...connect, '--login', ent.login],
    [...connect, '--wait', '0'],
  ])
    expect(cartable(usage).status).toBe(2);
});

test('at a Moodle the address of the page’s link is pasted; what is none is said to be none, and waited past', async () => {
  const fake = await startFakeMoodle({ students: 1, config: { typeoflogin: 2, auth: 'cas' } });
  onTestFinished(() => fake.close());
  const data = join(await temporaryFolder(), 'data');
  const run = begin(['connect', '--url', fake.url, '--data', data, '--browser', '--json']);
  const { link } = await new MoodleBrowser().open(await run.address, fake);
  run.child.stdin.write('cartable://today\n');
  run.child.stdin.write(`${link}\n`);
  const { status, stdout, stderr } = await run.ended();
  expect([status, JSON.parse(stdout)]).toMatchObject([
    0,
    { connected: true, account: { kind: 'moodle', login: 'prof' }, session: { outcome: 'done' } },
  ]);
  expect(stderr).toContain('paste it here');
  expect(stderr).toContain('This is not the address of the page’s link');
});
