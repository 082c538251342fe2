import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { teamsHandlers } from '../../main/engine/grading/save-grade.ts';
import { contract, type GradeMark } from '../../preload/contract/index.ts';
import { engineLink } from '../../renderer/app/engine.ts';
import { undoStack } from '../../renderer/app/undo.ts';
import { gradeSave, typeGrade } from '../../renderer/screens/grading/grading-edits.ts';
import { type DomainWorkspace, openDomainWorkspace, receiveClass } from './domain-workspace.ts';

/** Ctrl+Z of a team's grade: the grading screen's own saves, on real handlers. */

beforeAll(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
});
afterAll(() => {
  vi.unstubAllGlobals();
});
beforeEach(() => undoStack.clear());

function connect({ context }: DomainWorkspace): void {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const os = implement(contract);
  const saveGrade = os.grading.saveGrade.handler(({ input }) => gradingHandlers.saveGrade(context, input));
  new RPCHandler({ grading: { saveGrade } }).upgrade(port1);
  port1.start();
  engineLink.connect(port2);
}

const mark = (pointsTimes100: number | null): GradeMark => ({
  pointsTimes100,
  standing: null,
  isCounted: true,
});

test('the undo of a team’s grade that was typed while the one before was still being saved gives all of them that one', async () => {
  const workspace = await openDomainWorkspace();
  const { submissionIds } = receiveClass(workspace, 2);
  const { context } = workspace;
  connect(workspace);
  const members = submissionIds.map((submissionId) => ({ submissionId, isApart: false }));
  teamsHandlers.saveTeams(context, { assignmentId: 'ds1', teams: [{ id: 'team', name: 'G', members }] });
  const [submissionId = ''] = submissionIds;
  const given = () =>
    gradingHandlers.submissions(context, { assignmentId: 'ds1' }).map(({ pointsTimes100 }) => pointsTimes100);
  let shown = mark(null);
  for (const points of [1200, 1400]) {
    const typed = { mark: mark(points), previous: shown, before: shown, label: '' };
    typeGrade(submissionId, { assignmentId: 'ds1', ...typed });
    shown = typed.mark;
  }
  await gradeSave(submissionId).flush();
  expect(given()).toEqual([1400, 1400]);
  for (const points of [1200, null]) {
    await undoStack.undo();
    expect(given()).toEqual([points, points]);
  }
  for (const points of [1200, 1400]) {
    await undoStack.redo();
    expect(given()).toEqual([points, points]);
  }
});
