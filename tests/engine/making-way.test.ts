import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Clock, systemClock } from '../../main/engine/platform/clock.ts';
import { betweenDocuments } from '../../main/engine/sync/between-documents.ts';
import { startReferenceEnt } from '../../main/reference-ent/server.ts';
import { openEngine, openSyncedClass, temporaryFolder } from './synced-class.ts';
import { writeClass } from './write-class.ts';

/** The ENT's clock and the engine's, which a wait for the limit of requests moves on at once. */
function hurriedClocks(): { readonly ent: Clock; readonly engine: Clock; readonly slept: number[] } {
  const slept: number[] = [];
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const sleep: Clock['sleep'] = async (ms, signal) => {
    // Of nearly a minute: no other wait is.
    if (ms < 50_000 || ms >= 60_000) return systemClock.sleep(ms, signal);
    slept.push(ms);
    aheadMs += ms;
  };
  return { slept, ent: { ...systemClock, now, steady: now }, engine: { now, steady: now, sleep } };
}

test('an ENT’s limit of requests a minute is kept, over sessions: what is more waits, and no 429 is met', async () => {
  const clocks = hurriedClocks();
  const directory = await temporaryFolder();
  const ent = await startReferenceEnt({
    directory: join(directory, 'ent'),
    seed: 'empty',
    clock: clocks.ent,
  });
  onTestFinished(() => ent.close());
  const { submissionIds } = writeClass(ent, 3);
  ent.dial.turn({ limits: { requests_per_minute: 3 } });
  const engine = await openEngine(join(directory, 'data'), { clock: clocks.engine });
  await engine.client.account.connect({ url: ent.url, login: ent.login, password: ent.password });
  await engine.client.sync.start();
  for (const [index, submissionId] of submissionIds.entries()) {
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 100 * index });
    expect(await engine.client.sync.start()).toMatchObject({ outcome: 'done', editsSent: 1, error: null });
  }
  expect(ent.store.entities('grade')).toHaveLength(3);
  expect(clocks.slept.length).toBeGreaterThan(0);
});

test('an edit that is made while documents come has its turn in the middle of a reply; without one the reply goes on', async () => {
  const { engine, submissionIds } = await openSyncedClass(2);
  const [first = '', second = ''] = submissionIds;
  const context = engine.workspaces.current().syncContext;
  let now = 0;
  const clock = { ...systemClock, steady: () => now };
  let passes = 0;
  const policy = { isReplaced: false, obey: async () => undefined };
  const run = { context: { ...context, clock } } as unknown as Parameters<typeof betweenDocuments>[0];
  await engine.client.grading.saveGrade({ submissionId: first, pointsTimes100: 1000 });
  const turns = betweenDocuments(
    run,
    policy as unknown as Parameters<typeof betweenDocuments>[1],
    async () => {
      passes += 1;
    },
  );
  now = 31_000;
  // What was there before the documents began has had its turn.
  expect(turns.isOthersTurn()).toBe(false);
  await engine.client.grading.saveGrade({ submissionId: second, pointsTimes100: 1100 });
  expect(turns.isOthersTurn()).toBe(true);
  expect(turns.isOver()).toBe(false);
  await turns.between();
  expect(passes).toBe(1);
  now = 62_000;
  expect(turns.isOthersTurn()).toBe(false);
});
