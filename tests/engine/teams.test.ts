import { expect, test } from 'vitest';
import { adjustGrade } from '../../main/engine/grading/adjustments.ts';
import { criteriaHandlers } from '../../main/engine/grading/criteria.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { teamsHandlers } from '../../main/engine/grading/save-grade.ts';
import { applyBatchReply } from '../../main/engine/sync/answers.ts';
import { sealNextBatch } from '../../main/engine/sync/batches.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  submissionBody,
} from './domain-workspace.ts';

const ALL = ['copy-01', 'copy-02', 'copy-03', 'copy-04'] as const;

/** Four students, the first three in one team. */
async function teamed(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 4);
  formTeam(workspace);
  return workspace;
}

function formTeam({ context }: DomainWorkspace) {
  const members = ALL.slice(0, 3).map((submissionId) => ({ submissionId, isApart: false }));
  return teamsHandlers.saveTeams(context, {
    assignmentId: 'ds1',
    teams: [{ id: 'team-1', name: 'Groupe 1', members }],
  });
}

function grade(
  { context }: DomainWorkspace,
  submissionId: string,
  pointsTimes100: number | null,
  forTeam = true,
) {
  return gradingHandlers.saveGrade(context, { submissionId, pointsTimes100, forTeam });
}

function points({ context }: DomainWorkspace): (number | null)[] {
  const copies = gradingHandlers.submissions(context, { assignmentId: 'ds1' });
  return copies.map(({ pointsTimes100 }) => pointsTimes100);
}

function apart({ context }: DomainWorkspace): string[] {
  const [team] = teamsHandlers.teams(context, { assignmentId: 'ds1' });
  return (team?.members ?? []).filter(({ isApart }) => isApart).map(({ submissionId }) => submissionId);
}

test('a team is graded once for all its members, as edits that pass together, and undo takes all back', async () => {
  const workspace = await teamed();
  const { previous } = grade(workspace, 'copy-01', 1450);
  expect(points(workspace)).toEqual([1450, 1450, 1450, null]);
  const groups = workspace.waiting().map(({ group_id }) => group_id);
  expect(new Set(groups).size).toBe(1);
  expect(groups[0]).not.toBeNull();
  gradingHandlers.saveGrade(workspace.context, { submissionId: 'copy-01', ...previous, forTeam: true });
  expect(points(workspace)).toEqual([null, null, null, null]);
  // The ENT never heard of it: nothing is left to be said.
  expect(workspace.waiting()).toEqual([]);
});

test('a member graded by themselves is apart and stays so, though the team comes to the same grade and leaves it', async () => {
  const workspace = await teamed();
  grade(workspace, 'copy-01', 1200);
  grade(workspace, 'copy-02', 1400, false);
  expect(apart(workspace)).toEqual(['copy-02']);
  const { previous } = grade(workspace, 'copy-01', 1400);
  expect(points(workspace)).toEqual([1400, 1400, 1400, null]);
  gradingHandlers.saveGrade(workspace.context, { submissionId: 'copy-01', ...previous, forTeam: true });
  expect(points(workspace)).toEqual([1200, 1400, 1200, null]);
});

test('who had another grade when the team is graded keeps it and is apart, absent ones too', async () => {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 4);
  gradingHandlers.saveGrade(workspace.context, { submissionId: 'copy-03', standing: 'absent' });
  formTeam(workspace);
  expect(apart(workspace)).toEqual(['copy-03']);
  // A grade that another device has given since.
  workspace.receive('grade', 'copy-02', {
    submission_id: 'copy-02',
    points_x100: 900,
    standing: null,
    is_counted: true,
  });
  grade(workspace, 'copy-01', 1300);
  expect(points(workspace)).toEqual([1300, 900, null, null]);
  expect(apart(workspace)).toEqual(['copy-02', 'copy-03']);
});

test('a member who comes back has the team’s grade, and undo puts them apart with their own', async () => {
  const workspace = await teamed();
  grade(workspace, 'copy-01', 1200);
  teamsHandlers.setApart(workspace.context, { submissionId: 'copy-02', isApart: true });
  grade(workspace, 'copy-02', 700);
  expect(points(workspace)).toEqual([1200, 700, 1200, null]);
  const { previous } = teamsHandlers.setApart(workspace.context, { submissionId: 'copy-02', isApart: false });
  expect([points(workspace)[1], apart(workspace)]).toEqual([1200, []]);
  teamsHandlers.setApart(workspace.context, previous);
  expect([points(workspace)[1], apart(workspace)]).toEqual([700, ['copy-02']]);
});

test('who is graded apart and gets another grade since keeps it when they are put back by undo', async () => {
  const workspace = await teamed();
  grade(workspace, 'copy-01', 1200);
  const { previous } = teamsHandlers.setApart(workspace.context, { submissionId: 'copy-02', isApart: true });
  workspace.push();
  const body = { submission_id: 'copy-02', points_x100: 1600 };
  workspace.receive('grade', 'copy-02', body, { by: 'Paul' });
  teamsHandlers.setApart(workspace.context, previous);
  expect([points(workspace)[1], apart(workspace)]).toEqual([1600, []]);
  expect(workspace.waiting()).toEqual([]);
});

test('who comes back to a team whose grade is kept as out of another maximum has it out of that one, and kept', async () => {
  const workspace = await openDomainWorkspace();
  const { context } = workspace;
  receiveClass(workspace, 3);
  formTeam(workspace);
  teamsHandlers.setApart(context, { submissionId: 'copy-02', isApart: true });
  grade(workspace, 'copy-01', 1500);
  workspace.receive('assignment', 'ds1', assignmentBody({ max_x100: 1000 }));
  const { previous } = teamsHandlers.setApart(context, { submissionId: 'copy-02', isApart: false });
  const outgrown = () =>
    gradingHandlers
      .outgrownGrades(context)
      .map(({ submissionId, outOfTimes100 }) => [submissionId, outOfTimes100]);
  expect(outgrown()).toContainEqual(['copy-02', 2000]);
  expect(workspace.push()).toBe(0);
  teamsHandlers.setApart(context, previous);
  expect(outgrown()).toHaveLength(2);
  expect(points(workspace)).toEqual([1500, null, 1500]);
});

test('comments, criteria, bonus and lateness are the team’s as well; a member’s own comment stays', async () => {
  const workspace = await teamed();
  const { context } = workspace;
  const comment = (submissionId: string, text: string, forTeam: boolean) =>
    gradingHandlers.saveComment(context, { submissionId, text, forTeam });
  comment('copy-03', 'À part', false);
  comment('copy-01', 'Bon exposé', true);
  const texts = ALL.map(
    (submissionId) => gradingHandlers.submission(context, { submissionId }).comments[0]?.text ?? '',
  );
  expect(texts).toEqual(['Bon exposé', 'Bon exposé', 'À part', '']);
  criteriaHandlers.saveCriteria(context, {
    assignmentId: 'ds1',
    criteria: [{ id: 'q1', label: 'Oral', maxTimes100: 2000, kind: 'ordinary', levels: [] }],
  });
  criteriaHandlers.saveCriterionMark(context, {
    submissionId: 'copy-01',
    criterionId: 'q1',
    pointsTimes100: 1500,
  });
  expect(points(workspace)).toEqual([1500, 1500, 1500, null]);
  const marks = criteriaHandlers.criterionMarks(context, { assignmentId: 'ds1' });
  expect(marks.map(({ submissionId }) => submissionId).sort()).toEqual(['copy-01', 'copy-02', 'copy-03']);
  adjustGrade(context, { submissionId: 'copy-01', rawTimes100: 1500, bonusTimes100: 100, lateDays: null });
  expect(points(workspace)).toEqual([1600, 1600, 1600, null]);
  const copies = gradingHandlers.submissions(context, { assignmentId: 'ds1' });
  expect(copies.map(({ adjustment }) => adjustment?.bonusTimes100 ?? null)).toEqual([100, 100, 100, null]);
  expect(apart(workspace)).toEqual([]);
});

test('a conflict stays the member’s: the others of the team go by themselves the next time', async () => {
  const workspace = await teamed();
  const { sync } = workspace;
  grade(workspace, 'copy-01', 1450);
  const sealed = sealNextBatch(sync, 'device-1', { ops: 500, bytes: 1 << 20 });
  const ops = workspace.waiting();
  expect(new Set(ops.map(({ group_id }) => group_id)).size).toBe(1);
  const results = ops.map(({ op_id, entity_id }) =>
    entity_id === 'copy-02'
      ? {
          op: op_id,
          outcome: 'conflict' as const,
          current: {
            entity: 'grade' as const,
            id: 'copy-02',
            version: 9,
            by: 'Web',
            at: 5,
            body: { submission_id: 'copy-02', points_x100: 800, standing: null, is_counted: true },
          },
        }
      : { op: op_id, outcome: 'refused' as const, code: 'group-failed' as const },
  );
  applyBatchReply(sync, sealed?.batchId ?? '', { results, changes: [], cursor: null, more: false });
  const states = Object.fromEntries(
    ALL.slice(0, 3).map((id) => [id, workspace.context.edits.stateOf('grade', id)]),
  );
  expect(states).toEqual({ 'copy-01': 'waiting', 'copy-02': 'conflict', 'copy-03': 'waiting' });
  // The ENT's value is official; the next grade of the team leaves it, and tells who is apart.
  expect(points(workspace)).toEqual([1450, 800, 1450, null]);
  grade(workspace, 'copy-01', 1500);
  expect([points(workspace), apart(workspace)]).toEqual([[1500, 800, 1500, null], ['copy-02']]);
});

test('a team that is published is sent with the publication, and a copy of another assignment is in no team', async () => {
  const workspace = await teamed();
  const { context, receive } = workspace;
  grade(workspace, 'copy-01', 1450);
  gradingHandlers.publish(context, { assignmentId: 'ds1', at: 'now' });
  grade(workspace, 'copy-01', 1500);
  const groups = workspace.waiting().map(({ group_id }) => group_id);
  expect(groups).toHaveLength(4);
  expect(new Set(groups).size).toBe(1);
  receive('submission', 'other', submissionBody('student-01', { assignment_id: 'dm' }));
  expect(() =>
    teamsHandlers.saveTeams(context, {
      assignmentId: 'ds1',
      teams: [{ id: 't', name: 'T', members: [{ submissionId: 'other', isApart: false }] }],
    }),
  ).toThrowError(expect.objectContaining({ code: 'store/not-found' }));
  // Nothing of it was kept.
  expect(teamsHandlers.teams(context, { assignmentId: 'ds1' })).toHaveLength(1);
});

test('a grade typed for a team while another came for some of it is the whole team’s, unseen only where that came', async () => {
  const workspace = await teamed();
  grade(workspace, 'copy-01', 800);
  workspace.push();
  for (const id of ['copy-01', 'copy-02'])
    workspace.receive('grade', id, { submission_id: id, points_x100: 1200 }, { by: 'Paul' });
  const before = { pointsTimes100: 800, standing: null, isCounted: true };
  const given = { submissionId: 'copy-01', pointsTimes100: 1500, forTeam: true, before };
  gradingHandlers.saveGrade(workspace.context, given);
  expect(points(workspace)).toEqual([1500, 1500, 1500, null]);
  expect(apart(workspace)).toEqual([]);
  const unseen = workspace.waiting().filter(({ base_version }) => base_version === null);
  expect(workspace.waiting()).toHaveLength(3);
  expect(unseen.map(({ entity_id }) => entity_id).toSorted()).toEqual(['copy-01', 'copy-02']);
});

test('a comment typed for a team while another came for some of it is the whole team’s, and what came is kept', async () => {
  const workspace = await teamed();
  const { context } = workspace;
  const comment = (text: string, before: string) =>
    gradingHandlers.saveComment(context, { submissionId: 'copy-01', text, forTeam: true, before });
  const commentOf = (submissionId: string) =>
    gradingHandlers.submission(context, { submissionId }).comments[0];
  comment('Bien', '');
  workspace.push();
  for (const id of ['copy-01', 'copy-02']) {
    const body = { submission_id: id, text: 'Du web' };
    workspace.receive('comment', commentOf(id)?.id ?? '', body, { isMine: true });
  }
  comment('Bien, continuez', 'Bien');
  const texts = ALL.map((id) => commentOf(id)?.text ?? '');
  expect(texts).toEqual(['Bien, continuez', 'Bien, continuez', 'Bien, continuez', '']);
  const kept = ALL.map((id) => (commentOf(id)?.earlierTexts ?? []).some(({ text }) => text === 'Du web'));
  expect(kept).toEqual([true, true, false, false]);
});

test('the very comment that came for one, typed by chance, reaches the others of its team', async () => {
  const workspace = await teamed();
  const { context } = workspace;
  const comment = (text: string, before: string) =>
    gradingHandlers.saveComment(context, { submissionId: 'copy-01', text, forTeam: true, before });
  const textOf = (submissionId: string) =>
    gradingHandlers.submission(context, { submissionId }).comments[0]?.text ?? '';
  comment('Bien', '');
  workspace.push();
  const { id = '' } = gradingHandlers.submission(context, { submissionId: 'copy-01' }).comments[0] ?? {};
  workspace.receive('comment', id, { submission_id: 'copy-01', text: 'Très bien' }, { isMine: true });
  comment('Très bien', 'Bien');
  expect(ALL.map(textOf)).toEqual(['Très bien', 'Très bien', 'Très bien', '']);
});
