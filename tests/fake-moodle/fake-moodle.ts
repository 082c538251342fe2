import type { Aim, Fault } from './faults.ts';
import { MoodleServer } from './server.ts';
import type { Assign } from './site/assign.ts';
import type { SiteConfig } from './site/database.ts';
import { saveGrade } from './site/grading.ts';
import { addRecordedClass, handIn, TEACHER } from './site/recorded-class.ts';
import type { Fillings, Forum } from './site/rows.ts';
import { Site } from './site/site.ts';
import type { Traffic } from './traffic.ts';

export interface FakeMoodleOptions {
  /** 0: any that is free. */
  readonly port?: number;
  /** Of the site below its host: `/moodle`. */
  readonly path?: string;
  readonly students?: number;
  /** Bytes of each copy, at least; null: students hand in text alone. */
  readonly copyBytes?: number | null;
  readonly config?: Partial<SiteConfig>;
  /** ms since 1970; Moodle's own times are whole seconds of it. */
  readonly clock?: () => number;
  /** Replies are dated by that clock as well, and not by this computer's. */
  readonly isDated?: boolean;
}

/** What a grader types in the browser. What is left out stays as it is. */
export interface WebGrade {
  /** Null: the field is emptied. */
  readonly grade?: number | null;
  readonly comment?: string;
  readonly workflowstate?: string;
  readonly addattempt?: boolean;
  /** What is chosen in a rubric or a guide. */
  readonly fillings?: Fillings;
}

/** A Moodle 5.1 that runs, and what a test may do to it behind its clients' backs. */
export interface FakeMoodle {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Its database: students, groups, settings, tokens. */
  readonly site: Site;
  /** The assignment of the recorded class. */
  readonly assign: Assign;
  readonly traffic: Traffic;
  setFault(fault: Fault, aim?: Aim): void;
  /** Lets so many requests pass in any `perMs`, and answers 429 to those beyond. */
  limitRequests(requests: number, perMs: number): void;
  clearFaults(): void;
  /** Grades in the browser, as the teacher or as someone else. */
  gradeOnWeb(userid: number, grade: WebGrade, options?: { assign?: Assign; graderid?: number }): void;
  /** A student hands in. */
  handIn(userid: number, files: readonly { filename: string; bytes: Buffer }[], text?: string): void;
  close(): Promise<void>;
}

const CONFIG: SiteConfig = {
  sitename: 'Lycee',
  release: '5.1+ (Build: 20251017)',
  version: '2025100600.02',
  enablewebservices: true,
  enablemobilewebservice: true,
  maintenanceEnabled: false,
  typeoflogin: 1,
  oauth2Issuers: [],
  forcedurlscheme: 'moodlemobile',
  auth: 'manual',
  sitepolicy: '',
  withoutFunctions: new Set(),
  hasSeveralMarkers: false,
  withoutCapabilities: new Set(),
  debug: false,
  maxbytes: 104_857_600,
  postMaxSize: 110_000_000,
  maxInputVars: 5_000,
  maxFileUploads: 20,
  gradesBeforeDeath: null,
  changeAnswer: null,
};

/** Moodle 3.9, which is too old for this product. */
export const MOODLE_3_9: Partial<SiteConfig> = { release: '3.9 (Build: 20200615)', version: '2020061500.00' };

/** Starts a fake Moodle on loopback, with the class of the recorded exchanges. */
export async function startFakeMoodle(options: FakeMoodleOptions = {}): Promise<FakeMoodle> {
  const site = new Site({ ...CONFIG, ...options.config }, options.clock ?? Date.now);
  const assign = addRecordedClass(site, {
    students: options.students ?? 35,
    copyBytes: options.copyBytes === undefined ? 0 : options.copyBytes,
  });
  const server = new MoodleServer(site, options.path ?? '', options.isDated === true);
  await server.listen(options.port ?? 0);
  return {
    url: site.wwwroot,
    login: TEACHER.username,
    password: TEACHER.password,
    site,
    assign,
    traffic: server.traffic,
    setFault: (fault, aim) => server.faults.set(fault, aim),
    limitRequests: (requests, perMs) => server.faults.limit(requests, perMs),
    clearFaults: () => server.faults.clear(),
    gradeOnWeb: (userid, grade, where = {}) =>
      gradeOnWeb(where.assign ?? assign, where.graderid ?? TEACHER.id, userid, grade),
    handIn: (userid, files, text) => handIn(assign, userid, { files, ...(text !== undefined && { text }) }),
    close: () => server.close(),
  };
}

/** A forum of the recorded course. */
export function addForum({ site }: FakeMoodle, fields: { name: string } & Partial<Forum>): Forum {
  return site.addForum({ course: 2, ...fields });
}

/** The form of the browser holds what is there already. */
function gradeOnWeb(assign: Assign, graderid: number, userid: number, web: WebGrade): void {
  const current = assign.ensureGrade(userid, -1);
  saveGrade(assign, graderid, userid, {
    grade: web.grade === undefined ? current.grade : web.grade,
    attemptnumber: -1,
    addattempt: web.addattempt ?? false,
    workflowstate: web.workflowstate ?? assign.flags.get(userid)?.workflowstate ?? '',
    applytoall: false,
    comment:
      web.comment === undefined
        ? (current.comment ?? { text: '', format: 1 })
        : { text: web.comment, format: 1 },
    draftid: undefined,
    fillings: web.fillings,
  });
}
