import type { Change } from '../ent/wire.ts';
import {
  assignmentBody,
  classGroupBody,
  groupBody,
  hiddenStudentBody,
  isBlind,
  studentBody,
  studentOfCopy,
  subjectBody,
  submissionBody,
} from './bodies.ts';
import { ChangeList } from './change-list.ts';
import { dayOf } from './choose-statuses.ts';
import { settledAt, takeFeedback, takeGrade } from './copy-changes.ts';
import { earlierAttemptsIn } from './earlier-attempts.ts';
import { emptyRowNow } from './empty-rows.ts';
import { type Feedback, feedbackIn, pointsOf } from './feedback.ts';
import { criteriaOf } from './grading-form.ts';
import { attemptOf, handlingNow, takeHandling, workflowStateIn } from './handling.ts';
import {
  assignmentEntityId,
  type CopyKey,
  copyId,
  copyKeyIn,
  courseId,
  groupId,
  studentId,
  subjectId,
} from './ids.ts';
import type { Known } from './known.ts';
import type { Readers } from './readers.ts';
import type { AssignmentReading, CourseReading, SiteReading } from './readings.ts';
import type { EnrolledUser, MoodleGrade, MoodleSubmission, Participant, SubmissionStatus } from './wire.ts';

/** Roles in which somebody learns, as sites call them; whoever may hand something in is a student whatever the role. */
const STUDENT_ROLE = /student|eleve|élève|apprenant|learner/i;

/**
 * What has changed at a Moodle since it was last read, in the order in which it makes sense. `known` is changed with it.
 *
 * Only what was read can be gone: a course that could not be read, or ended long ago, stays as it is.
 */
export function changesIn(reading: SiteReading, known: Known, userId: number): Change[] {
  const list = new ChangeList(known, reading.at);
  takeCourses(list, known, reading);
  takeStudents(list, known, reading.courses);
  const readers = { userId, nameOf: namesIn(reading.courses, known) };
  for (const { course, assignments } of reading.courses) {
    for (const { assignment, form, handled } of assignments) {
      known.keepForm(assignment.id, form);
      known.keepPlace(assignment.id, { courseId: course.id, moduleId: assignment.cmid });
      list.add('assignment', assignmentEntityId(assignment.id), assignmentBody(assignment, form, handled));
    }
  }
  for (const course of reading.courses)
    for (const assignment of course.assignments) {
      const { id } = assignment.assignment;
      if (!assignment.isHeard) {
        // What has changed since its last reading is in no later list of that: it is to be read whole, after those that were not tried today.
        known.keepWholeDay(id, -dayOf(reading.at));
        continue;
      }
      takeCopies(list, known, { assignment, course, statusesAt: reading.statusesAt, readers });
      if (assignment.isWhole) known.keepWholeDay(id, dayOf(reading.at));
    }
  dropAssignments(list, known, reading);
  known.at = reading.at;
  known.turn += 1;
  return list.changes;
}

function takeCourses(list: ChangeList, known: Known, { courses, enrolledIn }: SiteReading): void {
  for (const { course, users } of courses) {
    list.add('subject', subjectId(course.id), subjectBody(course));
    list.add('class_group', courseId(course.id), classGroupBody(course));
    for (const group of groupsIn(users ?? []))
      list.add('class_group', groupId(group.id), groupBody(course, group));
  }
  const isAllRead = courses.every(({ users }) => users !== null) && courses.length === enrolledIn.size;
  for (const id of known.ids('class_group')) {
    if (list.hasSeen('class_group', id)) continue;
    const course = /^course-(\d+)$/.exec(id)?.[1];
    const isGone = course === undefined ? isAllRead : !enrolledIn.has(Number(course));
    if (!isGone) continue;
    list.remove('class_group', id);
    if (course !== undefined) list.remove('subject', subjectId(Number(course)));
  }
}

function groupsIn(users: readonly EnrolledUser[]): { id: number; name: string }[] {
  return [...new Map(users.flatMap(({ groups = [] }) => groups.map((group) => [group.id, group]))).values()];
}

/** Who learns in which classes. Left as it is while a course cannot be read: its students would lose it. */
function takeStudents(list: ChangeList, known: Known, courses: readonly CourseReading[]): void {
  for (const { assignments } of courses)
    for (const { assignment, participants } of assignments)
      if (isBlind(assignment))
        for (const participant of participants ?? []) {
          const key = { assignmentId: assignment.id, userId: participant.id };
          list.add('student', studentOfCopy(assignment, key), hiddenStudentBody(participant));
        }
  if (courses.some(({ users }) => users === null)) return;
  const students = new Map<number, { user: EnrolledUser; classGroupIds: string[] }>();
  for (const { course, users, assignments } of courses) {
    const handIn = new Set(
      assignments.flatMap(({ participants }) => (participants ?? []).map(({ id }) => id)),
    );
    const isHalfHeard = assignments.some(({ participants }) => participants === null);
    for (const user of users ?? []) {
      const isStudent = user.roles?.some(({ shortname }) => STUDENT_ROLE.test(shortname)) === true;
      const wasStudent = isHalfHeard && known.get('student', studentId(user.id)) !== null;
      if (!isStudent && !wasStudent && !handIn.has(user.id)) continue;
      const student = students.get(user.id) ?? { user, classGroupIds: [] };
      student.classGroupIds.push(courseId(course.id), ...(user.groups ?? []).map(({ id }) => groupId(id)));
      students.set(user.id, student);
    }
  }
  for (const [userId, { user, classGroupIds }] of students)
    list.add('student', studentId(userId), studentBody(user, classGroupIds));
  for (const id of known.ids('student'))
    if (id.startsWith('user-') && !list.hasSeen('student', id)) list.remove('student', id);
}

/** Of a course that could not be read this time, those to whom copies were given are known by name still. */
function namesIn(courses: readonly CourseReading[], known: Known): Readers['nameOf'] {
  const names = new Map(
    courses.flatMap(({ users }) => (users ?? []).map(({ id, fullname = '' }) => [id, fullname] as const)),
  );
  return (userId) => names.get(userId) ?? known.markerName(userId);
}

interface CopiesRead {
  readonly assignment: AssignmentReading;
  readonly course: CourseReading;
  readonly statusesAt: number;
  readonly readers: Readers;
}

function takeCopies(list: ChangeList, known: Known, read: CopiesRead): void {
  const { assignment, form, flags, isWhole, since, grades, participants } = read.assignment;
  const handedIn = submissionsByStudent(read.assignment);
  const gradeOf = new Map(grades.map((grade) => [grade.userid, grade]));
  const teamOf = new Map(participants?.map((participant) => [participant.id, participant]));
  const students = new Set([...(participants ?? []).map(({ id }) => id), ...handedIn.keys()]);
  for (const userId of students) {
    const key = { assignmentId: assignment.id, userId };
    const isFirst = known.get('submission', copyId(key)) === null;
    const status = read.assignment.statuses.get(userId);
    const feedback = status === undefined ? null : feedbackIn(status, assignment);
    const submission = handedIn.get(userId) ?? null;
    takeSubmission(list, known, read, { key, submission, status, feedback, team: teamOf.get(userId) });
    const attempt = attemptOf(known, key, submission?.attemptnumber);
    if (flags !== null) {
      const { readers } = read;
      takeHandling(list, known, key, handlingNow(flags.get(userId), attempt, { assignment, readers }));
    }
    const row = gradeOf.get(userId);
    if (flags !== null || feedback !== null) {
      const state = workflowStateIn(flags?.get(userId), feedback);
      if (row !== undefined && feedback?.isTold === false)
        keepEmptyRow(known, key, { row, feedback, state, isFirst, statusesAt: read.statusesAt });
      known.keepState(copyId(key), state);
    }
    const grade = feedback?.grade ?? row ?? null;
    const told =
      feedback?.grade == null ? { grade, points: pointsOf(grade), filling: null } : { ...feedback, grade };
    // What was given for the criteria is told by a status alone: without it the grade is what is known of it.
    const isHalfTold = criteriaOf(form) !== null && grade !== null && feedback === null;
    // Of an attempt before the latest, and of a team's member, the list has none.
    const isListed = since === 0 || (!assignment.teamsubmission && known.attempt(copyId(key)) === 0);
    if (!isHalfTold && (grade !== null || (isWhole && isListed) || feedback?.isTold === true))
      takeGrade(list, key, told, read.readers);
    if (feedback?.isTold === true) takeFeedback(list, known, key, { feedback, ...read });
  }
  dropCopies(list, known, read, students);
}

/** What is known of a row that nobody has graded, as far as Moodle lets it be seen. */
function keepEmptyRow(
  known: Known,
  key: CopyKey,
  {
    row,
    feedback,
    statusesAt,
    ...now
  }: { row: MoodleGrade; feedback: Feedback; state: string; isFirst: boolean; statusesAt: number },
): void {
  const id = copyId(key);
  const copy = known.copy(id);
  const emptyRow = emptyRowNow({
    before: copy?.emptyRow ?? null,
    row,
    submittedAt: feedback.submission?.timemodified ?? null,
    ...now,
    stateBefore: known.state(id),
  });
  if (emptyRow !== null) known.keepCopy(id, { ...copy, gradedAt: settledAt(row, statusesAt), emptyRow });
}

interface SubmissionRead {
  readonly key: CopyKey;
  /** Null: it has not changed, or there is none. */
  readonly submission: MoodleSubmission | null;
  readonly status: SubmissionStatus | undefined;
  readonly feedback: Feedback | null;
  readonly team: Participant | undefined;
}

/**
 * Takes over what a student has handed in, and with which attempts before it. Not told again when it has not changed; a copy of which nothing was
 * ever told is one of nothing.
 *
 * Earlier attempts are told by a status alone: a copy that has some, and whose status could not be read, stays as it is until it can.
 */
function takeSubmission(
  list: ChangeList,
  known: Known,
  { assignment: { assignment, isWhole } }: CopiesRead,
  { key, submission, status, feedback, team }: SubmissionRead,
): void {
  const id = copyId(key);
  const isKnown = known.get('submission', id) !== null;
  const isAgain = status !== undefined && feedback !== null && feedback.latestAttempt > 0;
  const isHalfTold = submission !== null && submission.attemptnumber > 0 && !isAgain;
  if (isKnown && (isHalfTold || (submission === null && !isAgain && !isWhole))) return;
  const shown = isAgain ? (feedback.submission ?? submission) : submission;
  const earlier = isAgain ? earlierAttemptsIn(status, feedback.attempt) : [];
  list.add('submission', id, submissionBody(assignment, key, shown, { team, earlier }));
}

/** A team's work is every member's. */
function submissionsByStudent({
  assignment,
  submissions,
  participants,
}: AssignmentReading): Map<number, MoodleSubmission> {
  if (!assignment.teamsubmission)
    return new Map(submissions.filter(({ userid }) => userid > 0).map((one) => [one.userid, one]));
  const byTeam = new Map(submissions.filter(({ userid }) => userid === 0).map((one) => [one.groupid, one]));
  return new Map(
    (participants ?? []).flatMap(({ id, groupid = 0 }) => {
      const submission = byTeam.get(groupid);
      return submission === undefined ? [] : [[id, submission] as const];
    }),
  );
}

/** Copies of students who have left the course. */
function dropCopies(list: ChangeList, known: Known, read: CopiesRead, students: ReadonlySet<number>): void {
  if (read.assignment.participants === null || read.course.users === null) return;
  const enrolled = new Set(read.course.users.map(({ id }) => id));
  for (const id of known.ids('submission')) {
    const key = copyKeyIn(id);
    if (key?.assignmentId !== read.assignment.assignment.id) continue;
    if (!students.has(key.userId) && !enrolled.has(key.userId)) forgetCopy(list, known, id);
  }
}

/** The teacher's own work on a copy keeps its rows, and is shown again should the copy come back. */
function forgetCopy(list: ChangeList, known: Known, id: string): void {
  list.remove('submission', id);
  const copy = known.copy(id);
  known.drop('grade', id, 0);
  known.drop('handling', id, 0);
  if (copy?.commentId !== undefined) known.drop('comment', copy.commentId, 0);
  for (const file of copy?.files ?? []) known.drop('feedback', file.id, 0);
  known.dropCopy(id);
}

function dropAssignments(list: ChangeList, known: Known, reading: SiteReading): void {
  const { courses, enrolledIn, closedModules } = reading;
  const read = new Set(courses.map(({ course }) => course.id));
  const gone = new Set<number>();
  for (const id of known.assignments()) {
    const place = known.place(id);
    if (place === null || list.hasSeen('assignment', assignmentEntityId(id))) continue;
    if (closedModules.has(place.moduleId) || (enrolledIn.has(place.courseId) && !read.has(place.courseId)))
      continue;
    gone.add(id);
    list.remove('assignment', assignmentEntityId(id));
    known.dropPlace(id);
  }
  for (const id of known.ids('submission'))
    if (gone.has(copyKeyIn(id)?.assignmentId ?? -1)) forgetCopy(list, known, id);
  for (const id of known.ids('student')) {
    const assignmentId = /^hidden-(\d+)-/.exec(id)?.[1];
    if (assignmentId !== undefined && gone.has(Number(assignmentId))) list.remove('student', id);
  }
}
