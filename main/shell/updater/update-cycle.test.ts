import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { UpdateState } from '../../../preload/contract/bridge.ts';
import type { Release } from './signed-feed.ts';
import { type FeedReply, UpdateCycle, type UpdateDoors, type UpdateMemory } from './update-cycle.ts';
import { backOffMs, retryAfterMs, UPDATE_PACE } from './update-pace.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 28);

function signedFeed(change: Partial<Release> = {}): FeedReply {
  const signed = JSON.stringify({
    format: 1,
    channel: 'stable',
    platform: 'linux',
    arch: 'x64',
    version: '1.1.0',
    issuedAt: START,
    expiresAt: START + 60 * DAY,
    rolloutPercent: 100,
    files: [{ url: 'Cartable.AppImage', sha512: `${'A'.repeat(86)}==`, size: 5 }],
    ...change,
  });
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64');
  return { status: 200, retryAfter: null, text: JSON.stringify({ signed, signature }) };
}

/** A cycle in a world of its own: a clock, a server that answers what it is told to, and a disk that can fail. */
function world({ mode = 'auto', share = 0.5 }: { mode?: 'auto' | 'notify'; share?: number } = {}) {
  const it = {
    now: START,
    reply: signedFeed() as FeedReply | Error,
    isQuiet: true,
    downloadFails: null as Error | null,
    asked: [] as number[],
    downloaded: [] as string[],
    failures: [] as unknown[],
    states: [] as UpdateState[],
    memory: { share, lastIssuedAt: 0, highestVersion: '0.0.0' } as UpdateMemory,
  };
  const doors: UpdateDoors = {
    now: () => it.now,
    fetchFeed: async () => {
      it.asked.push(it.now - START);
      if (it.reply instanceof Error) throw it.reply;
      return it.reply;
    },
    download: async ({ version }) => {
      if (it.downloadFails !== null) throw it.downloadFails;
      it.downloaded.push(version);
    },
    isQuiet: () => it.isQuiet,
    recall: () => it.memory,
    remember: (memory) => {
      it.memory = memory;
    },
    onState: (state) => it.states.push(state),
    onFailure: (error) => it.failures.push(error),
  };
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  const target = {
    feedUrl: 'https://mirror.example/cartable/',
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    channel: 'stable',
    platform: 'linux',
    arch: 'x64',
  };
  const cycle = new UpdateCycle({ mode, currentVersion: '1.0.0', target, pace: UPDATE_PACE, doors });
  const pass = async (ms: number) => {
    for (const end = it.now + ms; it.now < end; it.now += MINUTE) await cycle.tick();
  };
  return Object.assign(it, { cycle, pass });
}

test('a good release is fetched once, after the start, and then nothing more is asked', async () => {
  const it = world();
  await it.pass(7 * MINUTE);
  expect(it.asked).toEqual([]);
  await it.pass(3 * DAY);
  expect(it.asked).toEqual([8 * MINUTE]);
  expect(it.downloaded).toEqual(['1.1.0']);
  expect(it.states.map(({ kind }) => kind)).toEqual(['downloading', 'ready']);
});

test('without a newer version one question a day is asked', async () => {
  const it = world();
  it.reply = signedFeed({ version: '1.0.0' });
  await it.pass(3 * DAY + HOUR);
  expect(it.asked).toHaveLength(4);
  expect(it.states.at(-1)).toMatchObject({ kind: 'idle', version: null, checkedAt: expect.any(Number) });
  expect(it.failures).toEqual([]);
});

test('nothing is asked or fetched while the teacher works or a sync runs', async () => {
  const it = world();
  it.isQuiet = false;
  await it.pass(2 * DAY);
  expect(it.asked).toEqual([]);
  it.isQuiet = true;
  await it.pass(MINUTE);
  expect(it.downloaded).toEqual(['1.1.0']);
});

test('« notify » tells, and fetches nothing', async () => {
  const it = world({ mode: 'notify' });
  await it.pass(2 * DAY);
  expect(it.downloaded).toEqual([]);
  expect(it.cycle.state).toMatchObject({ kind: 'available', version: '1.1.0' });
});

test.each([
  [0, 0, []],
  [0.3, 25, []],
  [0.2, 25, ['1.1.0']],
  [0.99, 100, ['1.1.0']],
])(
  'a computer with share %s takes a rollout of %s percent: %j',
  async (share, rolloutPercent, downloaded) => {
    const it = world({ share });
    it.reply = signedFeed({ rolloutPercent });
    await it.pass(DAY);
    expect(it.downloaded).toEqual(downloaded);
  },
);

test('a server that asks for patience is left alone for as long', async () => {
  const it = world();
  it.reply = { status: 503, retryAfter: '7200', text: '' };
  await it.pass(2 * HOUR);
  expect(it.asked).toHaveLength(1);
  it.reply = signedFeed();
  await it.pass(HOUR);
  expect(it.asked).toHaveLength(2);
  expect(it.downloaded).toEqual(['1.1.0']);
});

test('failures are tried again ever more rarely, and one success forgets them', async () => {
  const it = world({ share: 0 });
  it.reply = new Error('no network');
  await it.pass(DAY);
  const waits = it.asked.slice(1).map((at, index) => (at - (it.asked[index] ?? 0)) / MINUTE);
  expect(waits.slice(0, 6)).toEqual([15, 30, 60, 120, 240, 480]);
  it.reply = signedFeed({ version: '1.0.0' });
  await it.pass(3 * DAY);
  it.reply = new Error('no network');
  await it.pass(2 * DAY);
  expect(it.cycle.nextAt - it.now).toBeLessThan(DAY);
});

test.each(['ERR_CHECKSUM_MISMATCH', 'ENOSPC', 'net::ERR_CONTENT_LENGTH_MISMATCH'])(
  'a download that ends in %s is told to nobody but the log, and tried again later',
  async (message) => {
    const it = world();
    it.downloadFails = new Error(message);
    await it.pass(20 * MINUTE);
    expect(it.cycle.state.kind).toBe('idle');
    expect(it.failures).toHaveLength(1);
    it.downloadFails = null;
    await it.pass(HOUR);
    expect(it.cycle.state).toMatchObject({ kind: 'ready', version: '1.1.0' });
  },
);

test('what was seen once is the least that counts from then on, after a restart too', async () => {
  const first = world({ mode: 'notify' });
  first.reply = signedFeed({ version: '1.5.0', issuedAt: START + HOUR });
  await first.pass(DAY);
  const second = world({ mode: 'auto' });
  second.memory = first.memory;
  second.reply = signedFeed({ version: '1.4.0', issuedAt: START + 2 * HOUR });
  await second.pass(30 * MINUTE);
  expect(second.downloaded).toEqual([]);
  second.reply = signedFeed({ version: '1.5.0', issuedAt: START });
  await second.pass(DAY);
  expect(second.downloaded).toEqual([]);
  expect(new Set(second.failures.map((error) => (error as { reason: string }).reason))).toEqual(
    new Set(['older']),
  );
});

test('Retry-After is read as seconds or as a date, and is a week at most', () => {
  expect(retryAfterMs('120', START)).toBe(120_000);
  expect(retryAfterMs(new Date(START + HOUR).toUTCString(), START)).toBe(HOUR);
  expect(retryAfterMs('soon', START)).toBe(0);
  expect(retryAfterMs(null, START)).toBe(0);
  expect(backOffMs(1, 400 * DAY, UPDATE_PACE)).toBe(7 * DAY);
  expect(backOffMs(60, 0, UPDATE_PACE)).toBe(DAY);
});
