import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { temporaryFolder } from '../engine/synced-class.ts';
import { writeClass } from '../engine/write-class.ts';
import { killAtRandom } from './engine-kill-rounds.ts';
import { startEngineProcess } from './engine-process.ts';
import { startFaultProxy } from './fault-proxy.ts';

/** `npm run bench -- kills` runs more. */
const KILLS = 12;
const SEED = 20261124;
/** Far beyond what a round takes on a busy machine: a bound, not a promise. */
const ROUND_LIMIT_MS = 15_000;

test(`${KILLS} kills at random instants lose nothing that was shown as saved, and nothing takes effect twice`, {
  timeout: (KILLS + 4) * ROUND_LIMIT_MS,
}, async () => {
  console.info(`seed ${SEED}`);
  const directory = await temporaryFolder();
  const figures = await killAtRandom({ directory, kills: KILLS, seed: SEED });
  expect(figures).toMatchObject({ kills: KILLS, damaged: [], lost: [], unequal: [] });
  expect(figures.edits).toBeGreaterThan(0);
  expect(figures.effects).toBe(figures.versions);
});

test('a sync that was killed is told as interrupted by the next engine, without another sync', async () => {
  const directory = await temporaryFolder();
  const data = join(directory, 'data');
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  onTestFinished(() => ent.close());
  writeClass(ent, 3);
  const secrets = new Map<string, string>();
  const killed = await startEngineProcess(data, secrets);
  onTestFinished(() => killed.kill());
  const line = await startFaultProxy({ target: ent.url });
  onTestFinished(() => line.close());
  const { login, password } = ent;
  await killed.client.account.connect({ url: line.url, login, password });
  // Nobody answers any more: the session lasts until the kill.
  line.setFault({ kind: 'silent' });
  const sync = killed.client.sync.start().catch(() => undefined);
  await expect.poll(() => killed.client.sync.history()).toHaveLength(1);
  await killed.kill();
  await sync;
  const next = await startEngineProcess(data, secrets);
  onTestFinished(() => next.kill());
  expect(await next.client.sync.history()).toMatchObject([{ outcome: 'interrupted' }]);
  expect(await next.client.sync.status()).toMatchObject({ isRunning: false, waitingCount: 0 });
});
