import { randomBytes } from 'node:crypto';
import { Assign } from './assign.ts';
import type { Database, SiteConfig } from './database.ts';
import { FileStorage } from './file-storage.ts';
import type {
  Assignment,
  CalendarEvent,
  Course,
  Discussion,
  Enrolment,
  Forum,
  Group,
  Token,
  User,
} from './rows.ts';

/** A site's whole database, in memory. Tests may turn everything in it, as a web user or an administrator would. */
export class Site implements Database {
  /** Where it is reached, without a slash at the end. */
  wwwroot = '';
  readonly config: SiteConfig;
  readonly users = new Map<number, User>();
  readonly courses = new Map<number, Course>();
  readonly assigns = new Map<number, Assign>();
  readonly enrolments: Enrolment[] = [];
  readonly groups: Group[] = [];
  /** Ids to what a teacher chooses of: "Insuffisant, Fragile, Satisfaisant". */
  readonly scales = new Map<number, readonly string[]>();
  readonly events: CalendarEvent[] = [];
  readonly forums: Forum[] = [];
  readonly discussions: Discussion[] = [];
  readonly tokens: Token[] = [];
  readonly files = new FileStorage();
  readonly #clock: () => number;
  #lastId = new Map<string, number>();

  /** @param clock ms since 1970 */
  constructor(config: SiteConfig, clock: () => number) {
    this.config = config;
    this.#clock = clock;
  }

  now(): number {
    return Math.floor(this.#clock() / 1000);
  }

  nextId(table: string, first = 1): number {
    const id = (this.#lastId.get(table) ?? first - 1) + 1;
    this.#lastId.set(table, id);
    return id;
  }

  addAssign(row: Assignment): Assign {
    const assign = new Assign(this, row);
    this.assigns.set(row.id, assign);
    return assign;
  }

  deleteCourse(courseid: number): void {
    this.courses.delete(courseid);
    for (const [id, { row }] of this.assigns) if (row.course === courseid) this.assigns.delete(id);
    remove(this.enrolments, (enrolment) => enrolment.courseid === courseid);
    remove(this.groups, (group) => group.courseid === courseid);
  }

  enrolment(courseid: number, userid: number): Enrolment | undefined {
    return this.#enrolmentsByUser(courseid).get(userid);
  }

  enrolmentsIn(courseid: number): Enrolment[] {
    return this.enrolments.filter((enrolment) => enrolment.courseid === courseid);
  }

  groupsOf(courseid: number, userid: number): Group[] {
    return this.groups.filter((group) => group.courseid === courseid && group.members.has(userid));
  }

  isTeacher(courseid: number, userid: number): boolean {
    const role = this.enrolment(courseid, userid)?.role;
    return role === 'editingteacher' || role === 'teacher';
  }

  /** `has_capability` of what teachers of a course have. */
  mayTeach(courseid: number, userid: number, capability: string): boolean {
    return this.isTeacher(courseid, userid) && !this.config.withoutCapabilities.has(capability);
  }

  addForum(fields: Pick<Forum, 'course' | 'name'> & Partial<Forum>): Forum {
    const ids = { id: this.nextId('forum'), cmid: this.nextId('course_modules', 2) };
    const contextid = this.nextId('context', 13);
    // mod/forum/settings.php: what a site begins with.
    const limits = { maxbytes: 512_000, maxattachments: 9 };
    const forum: Forum = { ...ids, contextid, type: 'general', groupmode: 0, ...limits, ...fields };
    this.forums.push(forum);
    return forum;
  }

  /** lib/external/classes/util.php `generate_token_for_current_user`: one token a user, made anew once it is over. */
  tokenFor(userid: number): Token {
    const now = this.now();
    const valid = this.tokens.find(
      (token) => token.userid === userid && (token.validuntil === 0 || token.validuntil > now),
    );
    if (valid !== undefined) return valid;
    const token = { token: randomBytes(16).toString('hex'), userid, validuntil: 0 };
    this.tokens.push(token);
    return token;
  }

  /** Signs everyone out. */
  revokeTokens(): void {
    this.tokens.length = 0;
  }

  #byUser = { size: -1, map: new Map<string, Enrolment>() };
  #enrolmentsByUser(courseid: number): { get(userid: number): Enrolment | undefined } {
    if (this.#byUser.size !== this.enrolments.length) {
      const entries = this.enrolments.map((row): [string, Enrolment] => [
        `${row.courseid}/${row.userid}`,
        row,
      ]);
      this.#byUser = { size: this.enrolments.length, map: new Map(entries) };
    }
    return { get: (userid) => this.#byUser.map.get(`${courseid}/${userid}`) };
  }
}

function remove<T>(rows: T[], isGone: (row: T) => boolean): void {
  rows.splice(0, rows.length, ...rows.filter((row) => !isGone(row)));
}
