import type { Database } from './database.ts';
import type {
  Assignment,
  Flags,
  Grade,
  GradebookGrade,
  Group,
  Submission,
  SubmissionStatus,
  User,
} from './rows.ts';
import { StudentRows } from './student-rows.ts';

/** One assignment with its submissions and grades: what mod/assign/locallib.php `class assign` reads and makes. */
export class Assign {
  readonly site: Database;
  readonly row: Assignment;
  readonly submissions = new StudentRows<Submission>();
  readonly grades = new StudentRows<Grade>();
  readonly flags = new Map<number, Flags>();
  readonly gradebook = new Map<number, GradebookGrade>();
  /** Table assign_user_mapping: the numbers by which blind marking names students. */
  readonly blindIds = new Map<number, number>();

  constructor(site: Database, row: Assignment) {
    this.site = site;
    this.row = row;
  }

  /** `is_blind_marking`. */
  get isBlind(): boolean {
    return this.row.blindmarking && !this.row.revealidentities;
  }

  /** `get_user_submission`. @param attempt -1: the latest */
  userSubmission(userid: number, attempt = -1): Submission | undefined {
    return pick(
      this.submissions.of(userid).filter(({ groupid }) => groupid === 0),
      attempt,
    );
  }

  /** `get_group_submission`: the team's, which user 0 owns. */
  teamSubmission(userid: number, attempt = -1): Submission | undefined {
    const groupid = this.submissionGroup(userid)?.id ?? 0;
    return pick(
      this.submissions.of(0).filter((row) => row.groupid === groupid),
      attempt,
    );
  }

  /** `get_submission_group`: a student of no group, or of several, is of the default one. */
  submissionGroup(userid: number): Group | null {
    const [group, ...others] = this.site.groupsOf(this.row.course, userid);
    return group !== undefined && others.length === 0 ? group : null;
  }

  /** The one that is graded: the team's, or the student's. */
  gradedSubmission(userid: number, attempt = -1): Submission | undefined {
    return this.row.teamsubmission
      ? this.teamSubmission(userid, attempt)
      : this.userSubmission(userid, attempt);
  }

  /** The same, made with status `new` where there is none. */
  ensureSubmission(userid: number, attempt = -1): Submission {
    const current = this.gradedSubmission(userid, attempt);
    if (current !== undefined) return current;
    const isTeam = this.row.teamsubmission;
    const owner = {
      userid: isTeam ? 0 : userid,
      groupid: isTeam ? (this.submissionGroup(userid)?.id ?? 0) : 0,
    };
    return this.addSubmission({ ...owner, attemptnumber: Math.max(attempt, 0), status: 'new' });
  }

  addSubmission(fields: {
    userid: number;
    groupid: number;
    attemptnumber: number;
    status: SubmissionStatus;
  }): Submission {
    const rows = this.submissions.of(fields.userid).filter(({ groupid }) => groupid === fields.groupid);
    const isLatest = rows.every((row) => row.attemptnumber < fields.attemptnumber);
    if (isLatest) for (const row of rows) row.latest = false;
    const now = this.site.now();
    const submission: Submission = {
      id: this.site.nextId('assign_submission'),
      assignment: this.row.id,
      ...fields,
      timecreated: now,
      timemodified: now,
      latest: isLatest,
      onlinetext: null,
    };
    this.submissions.add(submission);
    return submission;
  }

  /** `get_user_grade($userid, false)`, which nevertheless makes a submission where there is none. */
  userGrade(userid: number, attempt = -1): Grade | undefined {
    const wanted = attempt < 0 ? this.ensureSubmission(userid, attempt).attemptnumber : attempt;
    return pick(this.grades.of(userid), wanted);
  }

  /** `get_user_grade($userid, true)`: a new one is no younger than its submission, and has no grade (-1). */
  ensureGrade(userid: number, attempt: number): Grade {
    const submission = this.ensureSubmission(userid, attempt);
    const current = pick(this.grades.of(userid), submission.attemptnumber);
    if (current !== undefined) return current;
    const grade: Grade = {
      id: this.site.nextId('assign_grades'),
      assignment: this.row.id,
      userid,
      attemptnumber: submission.attemptnumber,
      timecreated: this.site.now(),
      timemodified: submission.timemodified,
      grader: -1,
      grade: -1,
      comment: null,
      fillings: null,
    };
    this.grades.add(grade);
    return grade;
  }

  ensureFlags(userid: number): Flags {
    const flags = this.flags.get(userid) ?? {
      userid,
      extensionduedate: 0,
      workflowstate: '',
      allocatedmarker: 0,
      mailed: 0,
      locked: 0,
    };
    this.flags.set(userid, flags);
    return flags;
  }

  /** `get_grading_status`. */
  gradingStatus(userid: number): string {
    if (this.row.markingworkflow) return this.flags.get(userid)?.workflowstate || 'notmarked';
    return (this.userGrade(userid)?.grade ?? -1) >= 0 ? 'graded' : 'notgraded';
  }

  /**
   * `list_participants`: active students, and active users who have submitted; by name, or by the time of their
   * submission while marking is blind.
   */
  participants(groupid = 0): User[] {
    const { course } = this.row;
    const users = this.site
      .enrolmentsIn(course)
      .filter(
        ({ userid, role, suspended }) => !suspended && (role === 'student' || this.#hasSubmitted(userid)),
      )
      .map(({ userid }) => this.site.users.get(userid))
      .filter((user) => user !== undefined);
    const group = this.site.groups.find(({ id }) => id === groupid);
    const shown = groupid === 0 ? users : users.filter(({ id }) => group?.members.has(id));
    return this.row.blindmarking ? this.#bySubmission(shown) : shown.sort(byName);
  }

  #hasSubmitted(userid: number): boolean {
    return this.submissions.of(userid).some(({ status }) => status !== 'new');
  }

  #bySubmission(users: User[]): User[] {
    const now = this.site.now();
    const place = ({ id }: User): readonly [number, number] => {
      const latest = this.submissions.of(id).find((row) => row.latest);
      return [latest?.timecreated ?? now, latest?.id ?? Number.MAX_SAFE_INTEGER];
    };
    return users.sort((one, other) => {
      const [[oneTime, oneId], [otherTime, otherId]] = [place(one), place(other)];
      return oneTime - otherTime || oneId - otherId || this.blindId(one.id) - this.blindId(other.id);
    });
  }

  /** `get_uniqueid_for_user`. */
  blindId(userid: number): number {
    const id = this.blindIds.get(userid) ?? this.site.nextId('assign_user_mapping', 101);
    this.blindIds.set(userid, id);
    return id;
  }
}

export function byName(one: User, other: User): number {
  return (
    one.lastname.localeCompare(other.lastname, 'fr') ||
    one.firstname.localeCompare(other.firstname, 'fr') ||
    one.id - other.id
  );
}

function pick<R extends { attemptnumber: number }>(rows: readonly R[], attempt: number): R | undefined {
  if (attempt >= 0) return rows.find((row) => row.attemptnumber === attempt);
  return rows.reduce<R | undefined>(
    (last, row) => (last === undefined || row.attemptnumber > last.attemptnumber ? row : last),
    undefined,
  );
}
