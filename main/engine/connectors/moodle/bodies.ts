import { createHash } from 'node:crypto';
import type { Body, FileRef } from '../ent/wire.ts';
import type { Filling, GradingForm } from './grading-form.ts';
import type { Handled } from './handling.ts';
import { nameOf, textOf } from './html-text.ts';
import {
  assignmentEntityId,
  type CopyKey,
  copyId,
  courseId,
  criterionId,
  groupId,
  hiddenStudentId,
  studentId,
  subjectId,
} from './ids.ts';
import type {
  EnrolledUser,
  MoodleAssignment,
  MoodleCourse,
  MoodleFile,
  MoodlePlugin,
  MoodleSubmission,
  Participant,
} from './wire.ts';

/** Moodle's things in the words of the ENT's wire (pure). */

/** An ENT's assignments have a coefficient; Moodle's gradebook has its own ways, which are left to it. */
const COEFFICIENT_X100 = 100;
/** The wire takes no more. */
const POINTS_MAX = 10_000;
const NAME_LENGTH = 300;

type Course = Pick<MoodleCourse, 'id' | 'fullname' | 'shortname'>;

export const subjectBody = ({ shortname }: Course): Body<'subject'> => ({ name: nameOf(shortname) });

export const classGroupBody = ({ id, fullname }: Course): Body<'class_group'> => ({
  name: nameOf(fullname),
  subject_id: subjectId(id),
});

/** A group of a course stands beside it: teachers of several classes in one course know them by their groups. */
export const groupBody = (course: Course, group: { readonly name: string }): Body<'class_group'> => ({
  name: `${nameOf(course.fullname)} · ${nameOf(group.name)}`,
  subject_id: subjectId(course.id),
});

/** Where Moodle withholds the parts of a name, its last word counts as the first name's: "NOM Prénom" as French lists have it. */
export function studentBody(
  { firstname, lastname, fullname = '' }: Pick<EnrolledUser, 'firstname' | 'lastname' | 'fullname'>,
  classGroupIds: readonly string[],
): Body<'student'> {
  const class_group_ids = [...new Set(classGroupIds)].sort();
  if (lastname !== undefined && firstname !== undefined)
    return { first_name: firstname, last_name: lastname, class_group_ids };
  return { first_name: '', last_name: nameOf(fullname), class_group_ids };
}

/** True for what Cartable can grade: in points, not above what it can write, or by a scale whose labels are known. */
export function isGradable({ grade }: MoodleAssignment, form: GradingForm | null): boolean {
  return grade < 0 ? form?.kind === 'scale' : grade > 0 && grade <= POINTS_MAX;
}

export function assignmentBody(
  assignment: MoodleAssignment,
  form: GradingForm | null,
  handled: Handled | null,
): Body<'assignment'> {
  const { course, name, intro = '', duedate, cutoffdate } = assignment;
  return {
    class_group_id: courseId(course),
    period_id: null,
    title: nameOf(name),
    instructions: textOf(intro, 1),
    max_x100: maximumOf(assignment, form),
    coefficient_x100: COEFFICIENT_X100,
    due_at: millis(duedate) ?? millis(cutoffdate),
    ...(form === null ? {} : { graded_by: formBody(form) }),
    ...(handled === null ? {} : { handled }),
  };
}

/** Hundredths. A level of a scale is worth its number, as Moodle keeps it: the third of four is 3 out of 4. */
export function maximumOf({ grade }: MoodleAssignment, form: GradingForm | null): number {
  return form?.kind === 'scale' ? form.labels.length * 100 : Math.round(grade * 100);
}

/** What the grading domain reads of a form (grading/server-form.ts). */
function formBody(form: GradingForm): Record<string, unknown> {
  if (form.kind === 'unknown') return { kind: form.kind };
  if (form.kind === 'scale') {
    const levels = form.labels.map((label, index) => ({ label, points_x100: (index + 1) * 100 }));
    return { kind: form.kind, levels: levels.toReversed() };
  }
  const criteria = form.criteria.map(({ id, label, max, levels }) => ({
    id: criterionId(id),
    label,
    max_x100: max,
    levels: levels.map((level) => ({ label: level.label, points_x100: level.points })),
  }));
  return { kind: form.kind, criteria };
}

/** Whose copy it is: while an assignment is marked blind, a student without a name. */
export function studentOfCopy(assignment: MoodleAssignment, key: CopyKey): string {
  return isBlind(assignment) ? hiddenStudentId(key) : studentId(key.userId);
}

export function isBlind({ blindmarking, revealidentities }: MoodleAssignment): boolean {
  return blindmarking && !revealidentities;
}

export const hiddenStudentBody = ({ fullname }: Participant): Body<'student'> => ({
  first_name: '',
  last_name: nameOf(fullname),
  class_group_ids: [],
});

/** An attempt before the one that is graded, as the grading domain reads it (grading/earlier-attempts.ts). */
export interface EarlierAttempt {
  /** From 1 on. */
  readonly attempt: number;
  readonly submitted_at: number | null;
  readonly text: string;
  readonly points_x100: number | null;
  readonly comment: string;
  readonly files: readonly FileRef[];
  /** Given back with it. */
  readonly returned: readonly FileRef[];
}

/** What a student has handed in: a draft is shown, and counts as missing until it is submitted. */
export function submissionBody(
  assignment: MoodleAssignment,
  key: CopyKey,
  submission: MoodleSubmission | null,
  {
    team = {},
    earlier = [],
  }: {
    readonly team?:
      | { readonly groupid?: number | undefined; readonly groupname?: string | undefined }
      | undefined;
    readonly earlier?: readonly EarlierAttempt[];
  } = {},
): Body<'submission'> {
  const isSubmitted = submission?.status === 'submitted';
  const isLate = isSubmitted && assignment.duedate > 0 && submission.timemodified > assignment.duedate;
  return {
    assignment_id: assignmentEntityId(assignment.id),
    student_id: studentOfCopy(assignment, key),
    status: isLate ? 'late' : isSubmitted ? 'submitted' : 'missing',
    submitted_at: isSubmitted ? millis(submission.timemodified) : null,
    text: onlineText(submission?.plugins ?? []),
    files: filesIn(submission?.plugins ?? []),
    ...teamIn(assignment, team),
    ...(earlier.length === 0 ? {} : { earlier_attempts: earlier }),
  };
}

export function filesIn(plugins: readonly MoodlePlugin[]): FileRef[] {
  return plugins
    .flatMap(({ fileareas = [] }) => fileareas.flatMap(({ files = [] }) => files))
    .flatMap((file) => fileRefOf(file) ?? []);
}

/** Whom a copy is of together, as the grading domain reads it (grading/teams.ts). Who is of no group hands in alone here. */
function teamIn(
  { teamsubmission }: MoodleAssignment,
  {
    groupid = 0,
    groupname = '',
  }: { readonly groupid?: number | undefined; readonly groupname?: string | undefined },
): { team?: { id: string; name: string } } {
  return teamsubmission && groupid > 0 ? { team: { id: groupId(groupid), name: nameOf(groupname) } } : {};
}

export function onlineText(plugins: readonly MoodlePlugin[]): string {
  return plugins
    .flatMap(({ editorfields = [] }) => editorfields)
    .map(({ text, format }) => textOf(text, format))
    .filter((text) => text !== '')
    .join('\n\n');
}

export const gradeBody = (key: CopyKey, pointsTimes100: number, filling: Filling | null): Body<'grade'> => ({
  submission_id: copyId(key),
  points_x100: pointsTimes100,
  ...(filling === null
    ? {}
    : {
        filling: filling.map(({ id, points, remark }) => ({
          criterion_id: criterionId(id),
          points_x100: points,
          remark: remark.trim(),
        })),
      }),
});

export const commentBody = (key: CopyKey, text: string): Body<'comment'> => ({
  submission_id: copyId(key),
  text,
});

const PLUGINFILE = '/webservice/pluginfile.php/';

/**
 * A file of Moodle's, named by a stand-in until its bytes are here: its place, its time and its size make one document.
 *
 * Null for a file that lies elsewhere (a repository's), which the token must not be sent to.
 */
export function fileRefOf(file: MoodleFile, id?: string): (FileRef & { readonly place: string }) | null {
  const place = placeIn(file.fileurl);
  if (place === null || file.isexternalfile === true || file.filename === '') return null;
  const { timemodified, filesize } = file;
  const sha256 = createHash('sha256').update(`${place}\n${timemodified}\n${filesize}`).digest('hex');
  return {
    id: id ?? sha256.slice(0, 40),
    name: file.filename.slice(-NAME_LENGTH),
    sha256,
    bytes: filesize,
    media_type: (file.mimetype ?? 'application/octet-stream').slice(0, 200),
    place,
  };
}

/** Below `/webservice/pluginfile.php`: the address before it is the one that we were given, whatever Moodle calls itself. */
function placeIn(url: string): string | null {
  const at = url.indexOf(PLUGINFILE);
  if (at < 0) return null;
  const [place = ''] = url.slice(at + PLUGINFILE.length - 1).split(/[?#]/);
  return place;
}

export function millis(seconds: number): number | null {
  return seconds > 0 ? seconds * 1000 : null;
}
