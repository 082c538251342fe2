/** The tables of a Moodle, as far as grading needs them. Times are seconds since 1970: Moodle knows no smaller ones. */

export interface User {
  readonly id: number;
  readonly username: string;
  password: string;
  firstname: string;
  lastname: string;
  email: string;
  /** user preference auth_forcepasswordchange */
  mustChangePassword: boolean;
  /** False: they have not answered the mail by which their account was made. */
  confirmed: boolean;
  policyagreed: boolean;
}

export interface Course {
  readonly id: number;
  readonly contextid: number;
  shortname: string;
  fullname: string;
  visible: boolean;
  timemodified: number;
  startdate: number;
}

export type Role = 'editingteacher' | 'teacher' | 'student';

export interface Enrolment {
  readonly courseid: number;
  readonly userid: number;
  readonly role: Role;
  suspended: boolean;
}

export interface Group {
  readonly id: number;
  readonly courseid: number;
  name: string;
  readonly members: Set<number>;
}

/** Formats of lib/weblib.php: FORMAT_MOODLE 0, FORMAT_HTML 1, FORMAT_PLAIN 2, FORMAT_MARKDOWN 4. */
export interface Text {
  readonly text: string;
  readonly format: number;
}

/** A rubric of grade/grading/form/rubric; scores of levels decide the grade. */
export interface Rubric {
  readonly criteria: readonly {
    readonly id: number;
    readonly description?: string;
    readonly levels: readonly { readonly id: number; readonly score: number; readonly definition?: string }[];
  }[];
}

/** A marking guide of grade/grading/form/guide. */
export interface Guide {
  readonly criteria: readonly {
    readonly id: number;
    readonly shortname: string;
    readonly maxscore: number;
  }[];
}

/** Tables gradingform_rubric_fillings and gradingform_guide_fillings, by criterion. */
export type Fillings = ReadonlyMap<
  number,
  { readonly levelid: number; readonly score: number; readonly remark: string }
>;

/** mod/assign/db/install.xml, table assign, and its course module. */
export interface Assignment {
  readonly id: number;
  readonly cmid: number;
  readonly contextid: number;
  readonly course: number;
  name: string;
  visible: boolean;
  duedate: number;
  allowsubmissionsfromdate: number;
  cutoffdate: number;
  gradingduedate: number;
  /** Its maximum; below 0 the id of a scale; 0: not graded. */
  grade: number;
  gradepass: number;
  timemodified: number;
  teamsubmission: boolean;
  blindmarking: boolean;
  revealidentities: boolean;
  attemptreopenmethod: 'manual' | 'automatic' | 'untilpass';
  /** -1: as many as one likes. */
  maxattempts: number;
  markingworkflow: boolean;
  markingallocation: boolean;
  readonly feedback: { comments: boolean; file: boolean };
  rubric: Rubric | null;
  guide: Guide | null;
}

export type SubmissionStatus = 'new' | 'draft' | 'submitted' | 'reopened';

/** Table assign_submission. A team's has user 0 and its group. */
export interface Submission {
  readonly id: number;
  readonly assignment: number;
  readonly userid: number;
  readonly groupid: number;
  readonly attemptnumber: number;
  readonly timecreated: number;
  timemodified: number;
  status: SubmissionStatus;
  latest: boolean;
  onlinetext: Text | null;
}

/** Table assign_grades, with the comment of assignfeedback_comments. */
export interface Grade {
  readonly id: number;
  readonly assignment: number;
  readonly userid: number;
  readonly attemptnumber: number;
  readonly timecreated: number;
  timemodified: number;
  grader: number;
  /** -1: none; null: it was cleared in the form of the web. */
  grade: number | null;
  comment: Text | null;
  /** Of the instance of a rubric or a guide (grading_instances). */
  fillings: Fillings | null;
}

/** Table assign_user_flags. */
export interface Flags {
  readonly userid: number;
  extensionduedate: number;
  workflowstate: string;
  /** 0: nobody. */
  allocatedmarker: number;
  mailed: number;
  locked: number;
}

/** What the gradebook holds of one student: table grade_grades. */
export interface GradebookGrade {
  locked: boolean;
  overridden: boolean;
  finalgrade: number | null;
}

export interface Token {
  readonly token: string;
  readonly userid: number;
  /** 0: for ever. */
  validuntil: number;
}

export interface StoredFile {
  readonly filename: string;
  readonly filepath: string;
  readonly bytes: Buffer;
  /** SHA-1, as in table files. */
  readonly contenthash: string;
  readonly timemodified: number;
  readonly mimetype: string;
}

/** Table event, of a course or a group. */
export interface CalendarEvent {
  readonly id: number;
  name: string;
  description: string;
  readonly format: number;
  readonly courseid: number;
  readonly groupid: number;
  readonly userid: number;
  readonly eventtype: string;
  timestart: number;
  timemodified: number;
}

/** Table forum, and its course module. */
export interface Forum {
  readonly id: number;
  readonly cmid: number;
  readonly contextid: number;
  readonly course: number;
  name: string;
  type: 'news' | 'general';
  /** 0: none; 1: apart; 2: visible to each other (lib/grouplib.php). */
  groupmode: 0 | 1 | 2;
  /** Of one attachment; 0: what the course takes. */
  maxbytes: number;
  maxattachments: number;
}

/** Table forum_discussions, with its first post. */
export interface Discussion {
  readonly id: number;
  readonly forum: number;
  readonly groupid: number;
  readonly userid: number;
  readonly created: number;
  name: string;
  message: string;
}
