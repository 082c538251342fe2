import type { Assign } from './assign.ts';
import { submissionArea } from './grading.ts';
import type { Assignment, User } from './rows.ts';
import type { Site } from './site.ts';
import { smallPdf } from './small-pdf.ts';

export interface ClassOptions {
  readonly students: number;
  /** Bytes of each copy, at least; null: students hand in text alone. */
  readonly copyBytes: number | null;
}

export const TEACHER = { id: 3, username: 'prof', password: 'Prof!2026' } as const;

/** The class of the recorded exchanges (tests/fixtures/moodle): a teacher, a course, students, an assignment out of 20. */
export function addRecordedClass(site: Site, { students, copyBytes }: ClassOptions): Assign {
  const now = site.now();
  addUser(site, TEACHER.id, { username: TEACHER.username, firstname: 'Claire', lastname: 'Morel' }).password =
    TEACHER.password;
  site.courses.set(2, {
    id: 2,
    contextid: 11,
    shortname: 'PC24',
    fullname: 'Physique-Chimie 2nde 4',
    visible: true,
    timemodified: now,
    startdate: now,
  });
  site.enrolments.push({ courseid: 2, userid: TEACHER.id, role: 'editingteacher', suspended: false });
  const assign = addAssignment(site, { course: 2, name: 'Devoir 3 : la chute libre' });
  for (let number = 1; number <= students; number += 1) {
    const id = TEACHER.id + number;
    addStudent(site, 2, id, number);
    handIn(assign, id, {
      text: `<p>Réponse de l'élève ${number}</p>`,
      files:
        copyBytes === null
          ? []
          : [{ filename: `copie-${number}.pdf`, bytes: smallPdf(`Copie ${number}`, copyBytes) }],
    });
  }
  // The teacher has looked at the assignment as a student does: a submission of someone who is no student.
  assign.addSubmission({ userid: TEACHER.id, groupid: 0, attemptnumber: 0, status: 'new' });
  return assign;
}

export function addUser(
  site: Site,
  id: number,
  { username, firstname, lastname }: { username: string; firstname: string; lastname: string },
): User {
  const user: User = {
    id,
    username,
    password: 'Eleve!2026',
    firstname,
    lastname,
    email: `${username}@example.org`,
    mustChangePassword: false,
    confirmed: true,
    policyagreed: false,
  };
  site.users.set(id, user);
  return user;
}

export function addStudent(site: Site, courseid: number, id: number, number: number): void {
  addUser(site, id, { username: `e${number}`, firstname: `Prénom${number}`, lastname: `Nom${number}` });
  site.enrolments.push({ courseid, userid: id, role: 'student', suspended: false });
}

/** An assignment as the form makes it, with other values where they are given. */
export function addAssignment(
  site: Site,
  fields: { course: number; name: string } & Partial<Assignment>,
): Assign {
  const id = site.nextId('assign');
  return site.addAssign({
    id,
    cmid: site.nextId('course_modules'),
    contextid: site.nextId('context', 13),
    visible: true,
    duedate: 0,
    allowsubmissionsfromdate: 0,
    cutoffdate: 0,
    gradingduedate: 0,
    grade: 20,
    gradepass: 0,
    timemodified: site.now(),
    teamsubmission: false,
    blindmarking: false,
    revealidentities: false,
    attemptreopenmethod: 'untilpass',
    maxattempts: 1,
    markingworkflow: false,
    markingallocation: false,
    feedback: { comments: true, file: true },
    rubric: null,
    guide: null,
    ...fields,
  });
}

/** A student hands in, or hands in again: mod/assign/locallib.php `save_submission`. A team's goes to the team. */
export function handIn(
  assign: Assign,
  userid: number,
  { text, files }: { text?: string; files?: readonly { filename: string; bytes: Buffer }[] },
): void {
  const { site } = assign;
  const submission = assign.ensureSubmission(userid);
  submission.status = 'submitted';
  submission.timemodified = site.now();
  if (text !== undefined) submission.onlinetext = { text, format: 1 };
  if (files !== undefined) {
    const area = submissionArea(assign, submission.id);
    site.files.clear(area);
    for (const file of files) site.files.add(area, file, site.now());
  }
  if (!assign.row.teamsubmission) return;
  // The one who handed in for the team has a submission of their own, without content.
  const { attemptnumber } = submission;
  const own =
    assign.userSubmission(userid, attemptnumber) ??
    assign.addSubmission({ userid, groupid: 0, attemptnumber, status: 'submitted' });
  own.status = 'submitted';
  own.timemodified = site.now();
}
