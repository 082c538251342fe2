import type { GradeMark } from '../../../preload/contract/domain.ts';
import { isSameMark, type MarkChange, settleMark } from '../../../preload/contract/marks.ts';
import type { StandingApart, Team } from '../../../preload/contract/teams.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { MAXIMUM_CHANGED, outOfWhat } from './maximum.ts';
import { markOf, readAssignment, readSubmission, type SubmissionRow, writeMark } from './repository.ts';
import { bodyOfMark, gradeFault } from './rules.ts';
import { readFilling } from './server-form.ts';
import { isApart, readTeammates, readTeams, writeApart, writeTeams } from './teams.ts';

/** What the screens ask of teams. */
export const teamsHandlers = {
  /** In their order; none: everyone is graded by themselves. */
  teams: ({ store }: DomainContext, { assignmentId }: { assignmentId: string }): Team[] =>
    readTeams(store.db, assignmentId),
  saveTeams,
  setApart,
};

type GivenMark = MarkChange & {
  readonly submissionId: string;
  readonly forTeam?: boolean | undefined;
  readonly before?: GradeMark | undefined;
  readonly outOfTimes100?: number | undefined;
  readonly team?: { readonly before: GradeMark; readonly mark: GradeMark } | undefined;
  readonly madeOutOfTimes100?: number;
};

/** How a mark is given: over something that nobody has seen, typed anew, or out of what it was given out of elsewhere. */
interface Giving {
  readonly isUnseen?: boolean;
  readonly isAnew?: boolean;
  readonly outOfTimes100?: number;
}

/** What undo is told with the mark that it puts back, and redo with the one that was given. */
interface SavedGrade {
  readonly previous: GradeMark;
  readonly previousOutOfTimes100: number;
  readonly outOfTimes100: number;
}

interface SavedForTeam {
  readonly mates: readonly SubmissionRow[];
  readonly before: GradeMark;
  readonly shown: GradeMark;
  readonly mark: GradeMark;
  readonly isUnseen: boolean;
  readonly giving: Giving;
}

/**
 * Saves a grade in hundredths, and what stands beside it or in its place; see marks.ts for what follows from what.
 *
 * `forTeam`: those who are graded with the copy and had the same get the same, in the same transaction and the same group of
 * edits; who had another is apart from then on. Without it a member who differs from the others afterwards is apart.
 * `before`: what the screen showed when it began to be typed. Where something else stands there by now, nobody has seen that,
 * and the ENT's answer makes it the teacher's to choose. `outOfTimes100`: what a grade that is put back was out of. One that waits
 * as out of another maximum stays so while its points are those that were shown; without `before` they are given anew. `team`: what
 * the others have and get who are graded with the copy, where that is not the same. `madeOutOfTimes100`: what a grade is out of that was
 * not typed but made of its parts; where that is another maximum than today's, it is set aside.
 * @throws CartableError `store/not-found`; `grading/grade-out-of-range` with `maxTimes100` and `pointsTimes100`;
 *   `sync/cannot-undo` for a grade that was out of another maximum
 */
export function saveGrade(
  context: DomainContext,
  { submissionId, forTeam, before: shown, outOfTimes100, team, madeOutOfTimes100, ...change }: GivenMark,
): SavedGrade {
  const saved = context.store.write(() => {
    const submission = submissionRow(context, submissionId);
    const before = markOf(submission);
    const { maxTimes100 } = assignmentOf(context, submission.assignmentId);
    const previousOutOfTimes100 = outOfWhat(context.store.db, submissionId, maxTimes100);
    const isStanding = change.pointsTimes100 === before.pointsTimes100;
    // 8 out of 20 is not 8 out of 10: the number alone would be another grade, but for the very one that stands there.
    if (change.pointsTimes100 != null || team?.mark.pointsTimes100 != null)
      requireOutOf(outOfTimes100, isStanding ? previousOutOfTimes100 : maxTimes100);
    const isUnseen = shown !== undefined && !isSameMark(shown, before);
    const giving: Giving =
      madeOutOfTimes100 === undefined
        ? { isAnew: shown === undefined && change.pointsTimes100 != null }
        : { outOfTimes100: madeOutOfTimes100 };
    const mark = saveOne(context, submission, change, { ...giving, isUnseen });
    const mates = readTeammates(context.store.db, submissionId).map((id) => submissionRow(context, id));
    if (mates.length > 0 && forTeam === true)
      saveForMates(context, submission, {
        mates,
        before,
        shown: team?.before ?? shown ?? before,
        mark: team?.mark ?? mark,
        isUnseen,
        giving,
      });
    else if (mates.some((mate) => !isSameMark(markOf(mate), mark)))
      writeApart(context.store.db, submissionId, true);
    const savedOutOfTimes100 = outOfWhat(context.store.db, submissionId, maxTimes100);
    return { previous: before, previousOutOfTimes100, outOfTimes100: savedOutOfTimes100 };
  });
  context.announce('grading', 'classes');
  return saved;
}

function requireOutOf(outOfTimes100: number | undefined, wanted: number): void {
  if (outOfTimes100 !== undefined && outOfTimes100 !== wanted)
    throw new CartableError('sync/cannot-undo', {}, 'never');
}

/** Those of a copy's team who follow it: graded together with it, and the same so far, or what was shown of it. */
export function readFollowers(
  context: DomainContext,
  submission: SubmissionRow,
  shown?: GradeMark,
): SubmissionRow[] {
  const marks = [markOf(submission), ...(shown === undefined ? [] : [shown])];
  return readTeammates(context.store.db, submission.id)
    .map((id) => submissionRow(context, id))
    .filter((mate) => marks.some((mark) => isSameMark(markOf(mate), mark)));
}

/** A mate who still has what was shown is graded as seen; one who got what the copy got meanwhile, as unseen like the copy. */
function saveForMates(
  context: DomainContext,
  submission: SubmissionRow,
  { mates, before, shown, mark, isUnseen, giving }: SavedForTeam,
): void {
  for (const mate of mates)
    if (isSameMark(markOf(mate), shown)) saveOne(context, mate, mark, giving);
    else if (isSameMark(markOf(mate), before)) saveOne(context, mate, mark, { ...giving, isUnseen });
    else if (!isSameMark(markOf(mate), mark)) writeApart(context.store.db, mate.id, true);
  context.edits.bind([submission, ...mates].map(({ id }) => ({ entity: 'grade', entityId: id })));
}

/** Points that stay as they were are out of what they were: only what is given anew is out of today's maximum. */
function saveOne(
  context: DomainContext,
  submission: SubmissionRow,
  change: MarkChange,
  { isUnseen = false, isAnew = false, ...given }: Giving = {},
): GradeMark {
  const { db } = context.store;
  const { maxTimes100, rules } = assignmentOf(context, submission.assignmentId);
  const before = markOf(submission);
  const isCounted = change.isCounted ?? (before.pointsTimes100 === null ? rules.isCounted : undefined);
  const mark = settleMark(before, { ...change, isCounted });
  const { pointsTimes100 } = mark;
  const standing = outOfWhat(db, submission.id, maxTimes100);
  const isKept = !isAnew && pointsTimes100 === before.pointsTimes100;
  const outOfGiven = given.outOfTimes100 ?? (isKept ? standing : maxTimes100);
  const outOfTimes100 = pointsTimes100 === null ? maxTimes100 : outOfGiven;
  if (pointsTimes100 !== null && gradeFault(pointsTimes100, outOfTimes100) !== null)
    throw new CartableError('grading/grade-out-of-range', { maxTimes100, pointsTimes100 });
  if (isSameMark(before, mark) && outOfTimes100 === standing) return mark;
  writeMark(db, submission.id, mark, { at: context.clock.now(), outOfTimes100 });
  recordMark(context, submission.id, mark, isUnseen);
  if (outOfTimes100 !== maxTimes100)
    context.edits.setAside({ entity: 'grade', entityId: submission.id }, MAXIMUM_CHANGED);
  return mark;
}

/** Lets a mark go to the server, with what was given for the criteria where it grades by these. */
export function recordMark(
  { store, edits }: DomainContext,
  submissionId: string,
  mark: GradeMark,
  isUnseen = false,
): void {
  const body = bodyOfMark(submissionId, mark);
  const filling = readFilling(store.db, submissionId);
  edits.record({
    entity: 'grade',
    entityId: submissionId,
    body: body && { ...body, ...(filling === undefined ? {} : { filling }) },
    isUnseen,
  });
}

/**
 * Changes who is graded together. Members whose grade is not most of their team's are apart: no grade changes.
 *
 * @throws CartableError `store/not-found`, also for a copy of another assignment
 */
function saveTeams(
  context: DomainContext,
  { assignmentId, teams }: { assignmentId: string; teams: readonly Team[] },
): { previous: Team[] } {
  const { db } = context.store;
  const previous = context.store.write(() => {
    if (readAssignment(db, assignmentId) === undefined) throw notFound();
    const before = readTeams(db, assignmentId);
    writeTeams(
      db,
      assignmentId,
      teams.map((team) => ({ ...team, members: withOwnGrades(context, assignmentId, team.members) })),
    );
    return before;
  });
  context.announce('grading');
  return { previous };
}

function withOwnGrades(
  context: DomainContext,
  assignmentId: string,
  members: Team['members'],
): Team['members'] {
  const marks = new Map(
    members.map(({ submissionId }) => {
      const row = submissionRow(context, submissionId);
      if (row.assignmentId !== assignmentId) throw notFound();
      return [submissionId, markOf(row)];
    }),
  );
  const together = members
    .filter((member) => !member.isApart)
    .flatMap((one) => marks.get(one.submissionId) ?? []);
  const count = (mark: GradeMark) => together.filter((one) => isSameMark(one, mark)).length;
  const most = together.toSorted((a, b) => count(b) - count(a))[0];
  return members.map((member) => {
    const mark = marks.get(member.submissionId);
    const isOther = most !== undefined && mark !== undefined && !isSameMark(mark, most);
    return { ...member, isApart: member.isApart || isOther };
  });
}

/**
 * Grades a member apart, or again with the team: then they get its grade, or the one that is named.
 *
 * @throws CartableError `store/not-found`, also for who is in no team; `sync/cannot-undo` as `saveGrade`
 */
function setApart(context: DomainContext, apart: StandingApart): { previous: StandingApart } {
  const { db } = context.store;
  const { submissionId } = apart;
  const previous = context.store.write(() => {
    const wasApart = isApart(db, submissionId);
    if (wasApart === null) throw notFound();
    const submission = submissionRow(context, submissionId);
    const { maxTimes100 } = assignmentOf(context, submission.assignmentId);
    const outOfTimes100 = outOfWhat(db, submissionId, maxTimes100);
    writeApart(db, submissionId, apart.isApart);
    const mark = markOf(submission);
    const before = giveStanding(context, submission, apart, { maxTimes100, outOfTimes100 });
    return { submissionId, isApart: wasApart, mark, before, outOfTimes100 };
  });
  context.announce('grading', 'classes');
  return { previous };
}

/** Gives a member the grade that is named, else that of the team they are back in; returns what they have then. */
function giveStanding(
  context: DomainContext,
  submission: SubmissionRow,
  { mark, before: shown, outOfTimes100 }: StandingApart,
  own: { readonly maxTimes100: number; readonly outOfTimes100: number },
): GradeMark {
  const stands = markOf(submission);
  const isUnseen = shown !== undefined && !isSameMark(shown, stands);
  if (mark === undefined) {
    const [mate] = readTeammates(context.store.db, submission.id);
    if (mate === undefined) return stands;
    const outOfMate = outOfWhat(context.store.db, mate, own.maxTimes100);
    const given = markOf(submissionRow(context, mate));
    return saveOne(context, submission, given, { isUnseen, outOfTimes100: outOfMate });
  }
  // What gave no grade takes none away when it is undone.
  if (shown !== undefined && isSameMark(mark, shown)) return stands;
  const isStanding = mark.pointsTimes100 === stands.pointsTimes100;
  if (mark.pointsTimes100 !== null)
    requireOutOf(outOfTimes100, isStanding ? own.outOfTimes100 : own.maxTimes100);
  return saveOne(context, submission, mark, { isUnseen });
}

function submissionRow(context: DomainContext, id: string): SubmissionRow {
  const row = readSubmission(context.store.db, id);
  if (row === undefined) throw notFound();
  return row;
}

function assignmentOf({ store }: DomainContext, id: string): NonNullable<ReturnType<typeof readAssignment>> {
  const assignment = readAssignment(store.db, id);
  if (assignment === undefined) throw notFound();
  return assignment;
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
