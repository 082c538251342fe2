import { expect, test } from 'vitest';
import { type Policy, USUAL_POLICY } from '../../main/engine/connectors/ent/wire.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { refuseBatch } from '../../main/engine/sync/answers.ts';
import { pausedUntil, pauseFor } from '../../main/engine/sync/back-off-state.ts';
import { countAttempt, sealNextBatch, unsealUnread } from '../../main/engine/sync/batches.ts';
import {
  hasDocumentsToReceive,
  markReceived,
  noteFailure,
} from '../../main/engine/sync/incoming-documents.ts';
import { letSmallEnoughGo, retryDaily } from '../../main/engine/sync/retry-daily.ts';
import {
  beginSession,
  emptyTally,
  endSession,
  goneWrongInARow,
  latestSession,
  listSessions,
} from '../../main/engine/sync/session-log.ts';
import {
  batchLimits,
  learnedBytes,
  learnTooLarge,
  saveLearnedLimits,
  savePolicy,
} from '../../main/engine/sync/sync-state.ts';
import { markAtServer } from '../../main/engine/sync/waiting-documents.ts';
import { openDomainWorkspace, receiveClass } from './domain-workspace.ts';

/** What sync remembers of an ENT between requests, and when it forgets it. */

const MINUTE = 60_000;
const DAY = 86_400_000;
const MB = 1024 * 1024;

const POLICY: Policy = {
  ...USUAL_POLICY,
  dataset_id: 'd',
  protocol: [1],
  server_time: 0,
  last_batch_no: 0,
  windows: [],
  capabilities: [],
  accept_encoding: [],
  valid_until: 0,
};

test('a policy that is told anew ends what refusals have taught of batches, bundles and pieces', async () => {
  const { sync: context } = await openDomainWorkspace();
  const told = { ops: POLICY.limits.ops, bytes: POLICY.limits.batch_bytes };
  savePolicy(context, POLICY, null);
  saveLearnedLimits(context, { ops: 7, bytes: 4096 });
  learnTooLarge(context, 'bundle', 2 * MB);
  learnTooLarge(context, 'piece', 2 * MB);
  expect(batchLimits(context, POLICY)).toEqual({ ops: 7, bytes: 4096 });
  expect([learnedBytes(context, 'bundle'), learnedBytes(context, 'piece')]).toEqual([MB, MB]);
  savePolicy(context, POLICY, null);
  expect(batchLimits(context, POLICY)).toEqual(told);
  expect([learnedBytes(context, 'bundle'), learnedBytes(context, 'piece')]).toEqual([Infinity, Infinity]);
});

test('what was set aside is tried again after a day, and when the clock was set back: it is held for no year', async () => {
  const workspace = await openDomainWorkspace();
  const { sync: context, context: domain, clock } = workspace;
  const [submissionId = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(domain, { submissionId, pointsTimes100: 1000 });
  const isTriedAgain = () => {
    context.outbox.setAside({ entity: 'grade', entityId: submissionId }, 'quota');
    retryDaily({ context, mayGo: () => true });
    return workspace.waiting().every(({ state }) => state === 'pending');
  };
  expect([isTriedAgain(), isTriedAgain()]).toEqual([true, false]);
  clock.advance(DAY + MINUTE);
  expect([isTriedAgain(), isTriedAgain()]).toEqual([true, false]);
  clock.advance(-300 * DAY);
  expect([isTriedAgain(), isTriedAgain()]).toEqual([true, false]);
});

test('of two wishes for silence the longer one holds, whichever is heard last', async () => {
  const { sync: context } = await openDomainWorkspace();
  const until = pauseFor(context, 60 * MINUTE);
  expect(pauseFor(context, MINUTE)).toBeGreaterThan(until - MINUTE);
  expect(pausedUntil(context)).toBeGreaterThan(until - MINUTE);
});

test('a sending of which the ENT looked at nothing does not count', async () => {
  const workspace = await openDomainWorkspace();
  const { sync: context } = workspace;
  const [submissionId = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(workspace.context, { submissionId, pointsTimes100: 1000 });
  const batchId = sealNextBatch(context, 'device-1', { ops: 10, bytes: MB })?.batchId ?? '';
  countAttempt(context, batchId);
  unsealUnread(context, batchId);
  expect(workspace.waiting()).toMatchObject([{ state: 'pending', attempts: 0 }]);
});

test('an edit that was set aside takes the place of one that is refused after it, and gives it to what is written later', async () => {
  const workspace = await openDomainWorkspace();
  const { sync: context, context: domain } = workspace;
  const [submissionId = ''] = receiveClass(workspace, 1).submissionIds;
  const grade = (pointsTimes100: number) =>
    gradingHandlers.saveGrade(domain, { submissionId, pointsTimes100 });
  grade(1000);
  const batchId = sealNextBatch(context, 'device-1', { ops: 10, bytes: MB })?.batchId ?? '';
  grade(1100);
  context.outbox.setAside({ entity: 'grade', entityId: submissionId }, 'server-error');
  refuseBatch(context, batchId, 'invalid');
  expect(workspace.waiting()).toMatchObject([{ state: 'parked', payload: expect.stringContaining('1100') }]);
  grade(1200);
  retryDaily({ context, mayGo: () => true });
  expect(workspace.waiting()).toMatchObject([{ state: 'pending', payload: expect.stringContaining('1200') }]);
});

test('what was held against a document is forgotten once the ENT has it, and once it is here', async () => {
  const { sync: context, store } = await openDomainWorkspace();
  const insert = store.db.prepare(
    `INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at, refused_times, sessions_ended, fetch_failures)
     VALUES (?, 1, 'application/pdf', 0, 0, 0, 4, 7, 2)`,
  );
  store.write(() => ['up', 'down', 'other'].map((sha256) => insert.run(sha256)));
  markAtServer(context, [{ sha256: 'up' }]);
  markReceived(context, 'down');
  const held = store.db.prepare(
    'SELECT sha256, server_has, refused_times, sessions_ended, fetch_failures FROM blob ORDER BY sha256',
  );
  expect(held.raw().all()).toEqual([
    ['down', 1, 0, 0, 0],
    ['other', 0, 4, 7, 2],
    ['up', 1, 0, 0, 2],
  ]);
});

test('sessions that failed, were stopped or cut short have gone wrong; one that runs says nothing, and one that is done ends it', async () => {
  const { sync: context } = await openDomainWorkspace();
  const end = (outcome: 'done' | 'failed' | 'cancelled' | 'interrupted') => {
    const traffic = { requests: 1, bytesUp: 0, bytesDown: 0 };
    endSession(context, beginSession(context), { outcome, error: null, tally: emptyTally(), traffic });
    beginSession(context);
    return goneWrongInARow(context);
  };
  expect(goneWrongInARow(context)).toBe(0);
  expect([end('failed'), end('cancelled'), end('interrupted')]).toEqual([1, 3, 5]);
  const traffic = { requests: 1, bytesUp: 0, bytesDown: 0 };
  endSession(context, beginSession(context), { outcome: 'done', error: null, tally: emptyTally(), traffic });
  expect(goneWrongInARow(context)).toBe(0);
});

test('a document that was too large goes again as soon as the ENT takes as much, and a larger one still waits', async () => {
  const workspace = await openDomainWorkspace();
  const { sync: context, store } = workspace;
  for (const [sha256, bytes] of [
    ['small', 5 * MB],
    ['large', 50 * MB],
  ] as const)
    store.write(() => {
      store.db
        .prepare(
          "INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES (?, ?, 'application/pdf', 1, 0, 0)",
        )
        .run(sha256, bytes);
      context.outbox.record({ entity: 'feedback', entityId: sha256, body: {}, blobs: [sha256] });
      context.outbox.setAside({ entity: 'feedback', entityId: sha256 }, 'too-large');
    });
  letSmallEnoughGo(context, 10 * MB);
  expect(workspace.waiting().map(({ entity_id, state }) => [entity_id, state])).toEqual([
    ['small', 'pending'],
    ['large', 'parked'],
  ]);
});

test('sessions are listed in their order and the last one is told, although the clock was ahead for some', async () => {
  const { sync: context, clock } = await openDomainWorkspace();
  const traffic = { requests: 1, bytesUp: 0, bytesDown: 0 };
  const outcomes = ['done', 'failed', 'cancelled'] as const;
  const jumps = [0, 300 * DAY, -299 * DAY];
  for (const [index, outcome] of outcomes.entries()) {
    clock.advance(jumps[index] ?? 0);
    endSession(context, beginSession(context), { outcome, error: null, tally: emptyTally(), traffic });
  }
  expect(listSessions(context, 10).map(({ outcome }) => outcome)).toEqual(outcomes.toReversed());
  expect(latestSession(context)?.outcome).toBe('cancelled');
});

test('a document that could not be had is asked for again a day later, and at once where the clock was ahead then', async () => {
  const workspace = await openDomainWorkspace();
  const { sync: context, store, clock } = workspace;
  store.write(() => {
    store.db
      .prepare(
        "INSERT INTO blob (sha256, bytes, media_type, is_local, server_has, created_at) VALUES ('a', 1, 'application/pdf', 0, 1, 0)",
      )
      .run();
    const [submissionId = ''] = receiveClass(workspace, 1).submissionIds;
    store.db
      .prepare(
        "INSERT INTO submission_file (id, submission_id, name, sha256, bytes, media_type, position) VALUES ('f', ?, 'a.pdf', 'a', 1, 'application/pdf', 0)",
      )
      .run(submissionId);
  });
  for (let times = 1; times <= 3; times += 1) noteFailure(context, 'a', 'missing');
  expect(hasDocumentsToReceive(context)).toBe(false);
  clock.advance(DAY - MINUTE);
  expect(hasDocumentsToReceive(context)).toBe(false);
  clock.advance(MINUTE);
  expect(hasDocumentsToReceive(context)).toBe(true);
  clock.advance(-30 * DAY);
  expect(hasDocumentsToReceive(context)).toBe(true);
});
