import { expect, test } from 'vitest';
import type { OpResult } from '../../main/engine/connectors/ent/wire.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { applyBatchReply } from '../../main/engine/sync/answers.ts';
import { countAttempt, sealNextBatch } from '../../main/engine/sync/batches.ts';
import { type DomainWorkspace, openDomainWorkspace, receiveClass } from './domain-workspace.ts';

/** An ENT whose answers settle nothing: the edit is sent again, but not for ever, and its teacher is told. */

type Answer = Pick<OpResult, 'outcome' | 'code' | 'version'>;

const LIMITS = { ops: 500, bytes: 1 << 20 };
const SESSIONS = 12;

/** Sends what waits, and takes in one answer to it. False when nothing goes. */
function exchange({ sync, waiting }: DomainWorkspace, answer: Answer | null): boolean {
  const sealed = sealNextBatch(sync, 'device-1', LIMITS);
  if (sealed === null) return false;
  countAttempt(sync, sealed.batchId);
  const results = waiting()
    .filter(({ state }) => state === 'sealed')
    .flatMap(({ op_id }) => (answer === null ? [] : [{ op: op_id, ...answer }]));
  applyBatchReply(sync, sealed.batchId, { results, changes: [], cursor: null, more: false });
  return true;
}

const ANSWERS: readonly (readonly [what: string, answer: Answer | null])[] = [
  ['nothing at all', null],
  ['a version that is not told', { outcome: 'applied' }],
  ['a failed group that it is alone in', { outcome: 'refused', code: 'group-failed' }],
  ['a duplicate of what was never sent', { outcome: 'duplicate', version: 3 }],
  ['a conflict with nothing', { outcome: 'conflict' }],
];

test.each(ANSWERS)('%s, again and again, ends with an edit that says so', async (_what, answer) => {
  const workspace = await openDomainWorkspace();
  const [one = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(workspace.context, { submissionId: one, pointsTimes100: 1000 });
  let sent = 0;
  while (sent < SESSIONS && exchange(workspace, answer)) sent += 1;
  expect(sent).toBeGreaterThan(1);
  expect(sent).toBeLessThan(SESSIONS);
  expect(workspace.waiting()).toMatchObject([{ entity_id: one, state: 'parked', last_code: 'unsettled' }]);
});

test('an answer that comes late is still taken', async () => {
  const workspace = await openDomainWorkspace();
  const [one = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(workspace.context, { submissionId: one, pointsTimes100: 1000 });
  for (let turn = 0; turn < 5; turn += 1) exchange(workspace, null);
  exchange(workspace, { outcome: 'duplicate', version: 1 });
  expect(workspace.waiting()).toEqual([]);
});

test('a later edit of what was never settled goes under a name of its own', async () => {
  const workspace = await openDomainWorkspace();
  const [one = ''] = receiveClass(workspace, 1).submissionIds;
  gradingHandlers.saveGrade(workspace.context, { submissionId: one, pointsTimes100: 1000 });
  while (exchange(workspace, null));
  gradingHandlers.saveGrade(workspace.context, { submissionId: one, pointsTimes100: 1100 });
  exchange(workspace, { outcome: 'applied', version: 1 });
  expect(workspace.waiting().filter(({ state }) => state === 'pending' || state === 'sealed')).toEqual([]);
});
