import { feedbackWays } from './feedback.ts';
import { criteriaOf } from './grading-form.ts';
import { copyId, copyKeyIn } from './ids.ts';
import type { Known } from './known.ts';
import type { AssignmentReading } from './readings.ts';
import { inTurn } from './turns.ts';
import type { MoodleAssignment } from './wire.ts';

export const DAY_S = 86_400;

/** Copies of assignments that are read whole in one reading beside what has changed: some megabytes, and seconds of Moodle's. */
const WHOLE_COPIES_AT_A_TIME = 1000;

/**
 * Statuses that are asked for in turns, so that nothing new costs one request more however many there are: of copies that were handed in again,
 * whose earlier attempts may be graded anew on the web and change no time that a list tells (mod/assign/externallib.php, `get_grades`: the
 * latest attempt alone); and of a team's members who have no submission of their own, of whose grades no list tells.
 */
const AGAIN_AT_A_TIME = 100;
const MEMBERS_AT_A_TIME = 90;

/** A copy whose status is asked for. */
export interface ChosenStatus {
  readonly reading: AssignmentReading;
  readonly userId: number;
}

/**
 * The assignments that are read whole this time, once a day each: what was deleted, or bears an older time than it came at, is in no list of
 * what has changed. Those whose turn is the oldest come first, as far as they are few; the rest has its turn with the next readings of the day.
 *
 * @param at of the reading at Moodle, epoch seconds; its days turn at one or two at night in France
 */
export function wholeToday(
  assignments: readonly MoodleAssignment[],
  known: Known,
  at: number,
): ReadonlySet<number> {
  const due = assignments
    .filter(({ id }) => known.wholeDay(id) !== dayOf(at))
    .toSorted((one, other) => Math.abs(known.wholeDay(one.id)) - Math.abs(known.wholeDay(other.id)));
  const copies = Map.groupBy(known.ids('submission'), (id) => copyKeyIn(id)?.assignmentId);
  const chosen = new Set<number>();
  let count = 0;
  for (const { id } of due) {
    count += copies.get(id)?.length ?? 0;
    if (chosen.size > 0 && count > WHOLE_COPIES_AT_A_TIME) break;
    chosen.add(id);
  }
  return chosen;
}

export const dayOf = (at: number) => Math.floor(at / DAY_S);

/**
 * The copies whose status is asked for: nothing else tells comments, files given back, and what was handed in before.
 *
 * The last are those that Moodle has not told before, since it stops at what it refuses: of those that it has refused within a day, one,
 * which costs no request more.
 */
export function chooseStatuses(
  readings: readonly AssignmentReading[],
  known: Known,
  at: number,
): ChosenStatus[] {
  const turn = known.turn;
  const again = inTurn(known.copiesAgain(), turn, AGAIN_AT_A_TIME);
  const members = inTurn(
    readings.flatMap((reading) => unlistedMembers(reading, known)),
    turn,
    MEMBERS_AT_A_TIME,
  );
  const { untold } = known;
  const refused = [...untold].filter(([, until]) => until > at).map(([id]) => id);
  const retried = inTurn(refused, turn, 1);
  const isLeft = (id: string) => (untold.get(id) ?? 0) > at && !retried.has(id);
  const wanted = readings.flatMap((reading) => {
    const { id: assignmentId } = reading.assignment;
    const userIds = changedIn(reading, known);
    for (const id of [...again, ...members, ...untold.keys()]) {
      const key = copyKeyIn(id);
      if (key?.assignmentId === assignmentId) userIds.add(key.userId);
    }
    return [...userIds]
      .map((userId) => ({ reading, userId, id: copyId({ assignmentId, userId }) }))
      .filter(({ id }) => !isLeft(id));
  });
  const rank = ({ id }: { readonly id: string }) => (retried.has(id) ? 2 : untold.has(id) ? 1 : 0);
  return wanted.toSorted((one, other) => rank(one) - rank(other));
}

/** Whose feedback may be another than is known. */
function changedIn(reading: AssignmentReading, known: Known): Set<number> {
  const { assignment, form, grades, submissions, participants, since } = reading;
  const isKnown = (userId: number) => known.copy(copyId({ assignmentId: assignment.id, userId }));
  const wanted = new Set<number>();
  const { comments, files } = feedbackWays(assignment);
  if (comments || files || form?.kind === 'unknown' || criteriaOf(form) !== null) {
    for (const { userid, timemodified } of grades)
      if (isKnown(userid)?.gradedAt !== timemodified) wanted.add(userid);
  }
  for (const userId of unsettled(reading, known)) wanted.add(userId);
  const isNew = (userId: number) =>
    known.get('submission', copyId({ assignmentId: assignment.id, userId })) === null;
  const changed = submissions.filter(({ userid, timemodified }) => timemodified >= since || isNew(userid));
  // What was handed in before is told there too.
  for (const { userid, attemptnumber } of changed)
    if (userid > 0 && (attemptnumber > 0 || isKnown(userid) !== null)) wanted.add(userid);
  if (!assignment.teamsubmission) return wanted;
  // Moodle makes one that is new for whoever is asked for.
  const teams = new Set(
    changed.filter(({ userid, status }) => userid === 0 && status !== 'new').map(({ groupid }) => groupid),
  );
  for (const { id, groupid = 0 } of participants ?? []) if (since === 0 || teams.has(groupid)) wanted.add(id);
  return wanted;
}

/** A team's work has no attempt of each member's own, so that `get_grades` leaves their grades out. */
function unlistedMembers({ assignment, grades, participants }: AssignmentReading, known: Known): string[] {
  if (!assignment.teamsubmission) return [];
  const listed = new Set(grades.map(({ userid }) => userid));
  return (participants ?? [])
    .filter(({ id }) => !listed.has(id))
    .map(({ id }) => copyId({ assignmentId: assignment.id, userId: id }))
    .filter((id) => known.get('submission', id) !== null);
}

/** Those whose feedback was read in the very second in which it was given, or is there no more. */
function unsettled({ assignment, grades, isWhole, since }: AssignmentReading, known: Known): number[] {
  const listed = new Set(grades.map(({ userid }) => userid));
  const isReadAgain = isWhole && since > 0 && !assignment.teamsubmission;
  return known.copies().flatMap(([id, { gradedAt }]) => {
    const key = copyKeyIn(id);
    if (key?.assignmentId !== assignment.id) return [];
    const isGone = isReadAgain && !listed.has(key.userId) && known.attempt(id) === 0;
    return gradedAt === 0 || isGone ? [key.userId] : [];
  });
}
