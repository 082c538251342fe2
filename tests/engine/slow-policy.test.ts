import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Bandwidth } from '../../main/engine/platform/bandwidth.ts';
import type { Clock } from '../../main/engine/platform/clock.ts';
import { createHttp, readWhole } from '../../main/engine/platform/http.ts';
import { openEngine, openSyncedClass } from './synced-class.ts';

const BODY_BYTES = 60_000;

/** A second's wait is over at once, and has passed. Longer ones, of who waits for another session, are never over. */
function clockOfPieces(): Clock & { readonly passedMs: number } {
  const start = Date.UTC(2026, 10, 24, 18);
  let passedMs = 0;
  return {
    get passedMs() {
      return passedMs;
    },
    now: () => start + passedMs,
    steady: () => passedMs,
    async sleep(ms, signal) {
      if (ms > 1_000)
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      passedMs += ms;
    },
  };
}

/** Keeps what it gets to the end, and sends it back. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  response.end(Buffer.concat(parts));
}

async function startServer(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test.each([64_000, 16_000, 8_000])(
  'at %d bits a second a body goes and comes back at that pace',
  async (bps) => {
    const clock = clockOfPieces();
    const http = createHttp({ appVersion: '0.0.0', bandwidth: new Bandwidth(() => bps, clock) });
    onTestFinished(() => http.close());
    const body = randomBytes(BODY_BYTES);
    const reply = await http.request({ method: 'POST', url: await startServer(echo), body }, BODY_BYTES);
    expect(Buffer.compare(reply.body, body)).toBe(0);
    const idealMs = (2 * BODY_BYTES * 8_000) / bps;
    expect(clock.passedMs).toBeGreaterThan(idealMs - 300);
    expect(clock.passedMs).toBeLessThan(idealMs * 1.02);
  },
);

test.each([64_000, 16_000])(
  'a policy of %d bits a second is obeyed by a session, up and down',
  async (bps) => {
    const { ent, directory, submissionIds } = await openSyncedClass(1);
    const [submissionId = ''] = submissionIds;
    const path = join(directory, 'copie.bin');
    await writeFile(path, randomBytes(BODY_BYTES));
    const open = async (name: string) => {
      const clock = clockOfPieces();
      const engine = await openEngine(join(directory, name), { clock });
      await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
      return { engine, clock };
    };
    ent.dial.turn({ max_bps: bps });
    const [sender, receiver] = [await open('sender'), await open('receiver')];
    for (const { engine } of [sender, receiver]) await engine.client.sync.start();
    await sender.engine.client.grading.attachFeedback({ submissionId, path });
    const idealMs = (BODY_BYTES * 8_000) / bps;
    const timed = async ({ engine, clock }: typeof sender, done: object) => {
      const before = clock.passedMs;
      expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', ...done });
      return clock.passedMs - before;
    };
    const upMs = await timed(sender, { documentsSent: 1 });
    const downMs = await timed(receiver, { documentsReceived: 1 });
    // Some kilobytes of JSON travel with the document.
    for (const passedMs of [upMs, downMs]) {
      expect(passedMs).toBeGreaterThan(idealMs - 300);
      expect(passedMs).toBeLessThan(idealMs * 1.2);
    }
  },
);

test('a reply that we read slowly because we are asked to is not a line that has stalled', async () => {
  const size = 600_000;
  const url = await startServer((_request, response) => void response.end(randomBytes(size)));
  // Twenty times faster than it says: the socket is silent for twice as long as a stall may last.
  const clock: Clock = {
    now: () => performance.now() * 20,
    sleep: (ms) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms / 20);
      }),
  };
  const bandwidth = new Bandwidth(() => 64_000, clock);
  const http = createHttp({ appVersion: '0.0.0', stallMs: 200, bandwidth });
  onTestFinished(() => http.close());
  const reply = await http.request({ method: 'GET', url }, size);
  expect(reply.body.byteLength).toBe(size);
});

test('the time that a whole reply may take is counted by the pace that it is read at', async () => {
  async function* chunks() {
    for (let no = 0; no < 3; no += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
      yield new Uint8Array(500);
    }
  }
  const reply = () => ({ status: 200, headers: {}, chunks: chunks() });
  expect((await readWhole(reply(), 2_000, { wholeMs: 0, slowestBytesPerS: 10 })).body).toHaveLength(1_500);
  await expect(readWhole(reply(), 2_000, { wholeMs: 0 })).rejects.toMatchObject({
    code: 'ent/unreachable',
    params: { reason: 'stalled' },
  });
});
