import type { FileStorage } from './file-storage.ts';
import type { Enrolment, Group, User } from './rows.ts';

/** config.php and the administrator's settings. */
export interface SiteConfig {
  sitename: string;
  release: string;
  /** YYYYMMDDRR.BB */
  version: string;
  enablewebservices: boolean;
  enablemobilewebservice: boolean;
  /** Set by the administration's page: PHP still answers, with an error. */
  maintenanceEnabled: boolean;
  /** 1: in the app; 2: in a browser; 3: in an embedded one. */
  typeoflogin: 1 | 2 | 3;
  /** Issuers of auth/oauth2, by their numbers: `launch.php` is open once there is one. */
  oauth2Issuers: readonly number[];
  /** Which scheme every sign-in is answered in; `moodlemobile` where nobody changed it (admin/tool/mobile/settings.php). Empty: as asked. */
  forcedurlscheme: string;
  /** Where the site lets its users prove who they are: its own form, or a CAS server in front (auth/cas). */
  auth: 'manual' | 'cas';
  /** Address of a policy that users must agree to; empty: none. */
  sitepolicy: string;
  /** Functions that the mobile service of this site does not offer. */
  withoutFunctions: ReadonlySet<string>;
  /** Rights that were taken off teachers: `moodle/calendar:manageentries`. */
  withoutCapabilities: ReadonlySet<string>;
  /** A later Moodle, where a copy may have several markers: no function tells them. */
  hasSeveralMarkers: boolean;
  /** Developer mode: errors tell their debuginfo. */
  debug: boolean;
  /** Bytes of one uploaded file: Moodle's `maxbytes`. */
  maxbytes: number;
  /** php.ini: bytes of a whole request; past it PHP reads nothing of it. */
  postMaxSize: number;
  /** php.ini; Moodle asks for 5,000 at least (admin/environment.xml). What comes after is left out in silence. */
  maxInputVars: number;
  /** php.ini. What comes after is left out in silence. */
  maxFileUploads: number;
  /** Plays the death of PHP in the middle of a loop: so many more grades are saved, then it ends. Null: it lives. */
  gradesBeforeDeath: number | null;
  /** Plays a plugin that answers oddly, or a database in trouble, of one among several calls: it changes an answer, or throws. */
  changeAnswer: ((name: string, args: string, answer: unknown) => unknown) | null;
}

/** What an assignment asks of its site. */
export interface Database {
  readonly config: SiteConfig;
  readonly users: ReadonlyMap<number, User>;
  readonly groups: readonly Group[];
  readonly scales: ReadonlyMap<number, readonly string[]>;
  readonly files: FileStorage;
  /** Seconds since 1970. */
  now(): number;
  nextId(table: string, first?: number): number;
  enrolmentsIn(courseid: number): Enrolment[];
  groupsOf(courseid: number, userid: number): Group[];
}
