import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, expect, test } from '@playwright/test';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { connectByForm, temporaryData } from './cartable-window.ts';
import { electronPath, frenchEnvironment, rootSwitches } from './fixture-app.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
/** What a browser does by itself (component updates, field trials, prefetching) it does within seconds of its start. */
const ALONE_MS = 20_000;
const SAMPLE_MS = 200;

/** A process and everything below it. */
function familyOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const parent of family)
    family.push(...rows.filter(([, ppid]) => ppid === parent).map(([child = 0]) => child));
  return family;
}

/** The far ends of the TCP and UDP sockets of some processes, as `/proc/net` writes them (hexadecimal address and port). */
function farEnds(pids: readonly number[]): string[] {
  const inodes = new Set<string>();
  for (const pid of pids) {
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
        if (inode !== undefined) inodes.add(inode);
      }
    } catch {
      // Gone meanwhile.
    }
  }
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((row) => {
        const [, , remote = '', , , , , , , inode = ''] = row.trim().split(/\s+/);
        return inodes.has(inode) && !/:0000$/.test(remote) ? [remote] : [];
      }),
  );
}

const LOOPBACK = /^(?:0100007F|0{24}01000000|0{16}FFFF00000100007F):/;

test('started and left alone, Cartable speaks to nobody; connected, to its ENT alone', async () => {
  const proxied: string[] = [];
  const proxy = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (head) => proxied.push(head.toString('latin1').split('\r')[0] ?? ''));
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const data = temporaryData();
  const netLog = join(data.directory, 'net-log.json');
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  const application = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...rootSwitches(),
      PROJECT,
      `--data=${join(data.directory, 'data')}`,
      '--lang=fr',
      // Whatever Chromium asks of any network, this computer's own included, passes here or is written there.
      `--proxy-server=${proxyUrl}`,
      '--proxy-bypass-list=<-loopback>',
      `--log-net-log=${netLog}`,
    ],
    env: { ...frenchEnvironment(), HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl },
  });
  const pid = application.process().pid ?? 0;
  // The tests themselves drive the window by a socket of this process, on loopback.
  const seen = new Set<string>();
  const watch = async (untilMs: number) => {
    for (const end = Date.now() + untilMs; Date.now() < end; await sleep(SAMPLE_MS))
      for (const remote of farEnds(familyOf(pid))) seen.add(remote);
  };
  const page = await application.firstWindow();
  await expect(page.locator('[data-screen="connect"]')).toBeVisible();
  await watch(ALONE_MS);
  expect(proxied).toEqual([]);
  expect([...seen].filter((remote) => !LOOPBACK.test(remote))).toEqual([]);
  expect(ent.statistics().requests).toBe(0);

  const connected = watch(ALONE_MS / 2);
  await connectByForm(page, ent);
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  await connected;
  expect(ent.statistics().requests).toBeGreaterThan(0);
  expect(proxied).toEqual([]);
  expect([...seen].filter((remote) => !LOOPBACK.test(remote))).toEqual([]);
  await application.close();
  // Chromium's own account of what it has asked for: our own files, and nothing of a network's.
  const asked = new Set(
    [...readFileSync(netLog, 'utf8').matchAll(/"url":"(\w+):/g)].map(([, scheme]) => scheme),
  );
  expect(
    [...asked].filter((scheme) => !['app', 'vault', 'blob', 'data', 'devtools'].includes(scheme ?? '')),
  ).toEqual([]);
  await ent.close();
  proxy.close();
  data.remove();
});
