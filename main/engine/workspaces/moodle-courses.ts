import type { DocumentRef } from '../../../preload/contract/domain.ts';
import type { Deposit, MoodleCourse } from '../../../preload/contract/moodle.ts';
import type { Course, Lesson } from '../connectors/moodle/deposit.ts';
import { depositLesson } from '../connectors/moodle/deposit-lesson.ts';
import { MoodleApi } from '../connectors/moodle/moodle-api.ts';
import type { Line } from '../connectors/moodle/questions.ts';
import { type CourseNow, readCourse } from '../connectors/moodle/read-course.ts';
import { unpackSecret } from '../connectors/moodle/secret.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Secrets } from '../platform/secrets.ts';
import { requireAllowedEnt } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import { texHtml } from '../writing/formula-tex.ts';
import { writeHtmlPart } from '../writing/write-html.ts';
import { askedServer, type EntLines } from './ent-lines.ts';
import type { Workspace } from './workspace.ts';

export interface MoodleCoursesDoors {
  /** The open workspace. @throws CartableError `account/not-connected` */
  current(): Workspace;
  readonly lines: EntLines;
  readonly secrets: Secrets;
  readonly policies: Policies;
}

/**
 * The courses of an account at a Moodle, to which lessons are brought when their teacher says so: beside sync, which takes a lesson to an ENT
 * by itself and has no place for it here.
 */
export class MoodleCourses {
  readonly #doors: MoodleCoursesDoors;
  /** The deposit that was asked for last, come to its end or not. */
  #lastDeposit: Promise<unknown> = Promise.resolve();

  constructor(doors: MoodleCoursesDoors) {
    this.#doors = doors;
  }

  /** The course of a lesson's class. @throws CartableError `store/not-found`, `account/sign-in-needed`, `network/*`, `ent/*`, `moodle/*` */
  read(lessonId: string, signal: AbortSignal | undefined): Promise<MoodleCourse> {
    return this.#with(lessonId, signal, (line, { course, lesson }) => readCourse(line, course, lesson));
  }

  /**
   * Brings a lesson there. One after the other: whoever closes the window on one and asks again has it read what the first has brought, and
   * not post it beside.
   *
   * @throws CartableError as `read`, `depositLesson`
   */
  deposit(lessonId: string, deposit: Deposit, signal: AbortSignal | undefined): Promise<MoodleCourse> {
    const bring = () => this.#with(lessonId, signal, (line, where) => depositLesson(line, where, deposit));
    const brought = this.#lastDeposit.then(bring);
    this.#lastDeposit = brought.catch(() => undefined);
    return brought;
  }

  async #with(
    lessonId: string,
    signal: AbortSignal = new AbortController().signal,
    use: (line: Line, where: { course: Course; lesson: Lesson }) => Promise<CourseNow>,
  ): Promise<MoodleCourse> {
    const { lines, secrets, policies } = this.#doors;
    const workspace = this.#doors.current();
    const { kind, url, device_id: deviceId } = workspace.account;
    if (kind !== 'moodle') throw new CartableError('store/not-found', {}, 'never');
    requireAllowedEnt(policies, askedServer({ kind, url }));
    const where = lessonOf(workspace, lessonId);
    const text = await secrets.get(workspace.key);
    if (text === null) throw new CartableError('account/sign-in-needed');
    const { token, userId } = unpackSecret(text);
    const line = lines.open(url, deviceId);
    try {
      return shown(await use({ api: new MoodleApi(line), token, userId, signal }, where));
    } finally {
      line.close();
    }
  }
}

/** @throws CartableError `store/not-found`, also for a class that is no course of a Moodle's */
function lessonOf({ domain }: Workspace, lessonId: string): { course: Course; lesson: Lesson } {
  const { title, startsAt, classGroupId, nodes, documents } = lessonsHandlers.toShare(domain, lessonId);
  const course = courseOf(domain, classGroupId);
  if (course === null) throw new CartableError('store/not-found', {}, 'never');
  const here = documents.filter(({ isLocal }) => isLocal);
  const lesson: Lesson = {
    id: lessonId,
    title,
    startsAt: Math.floor(startsAt / 1000),
    // Pictures go among the documents that they are. Moodle takes MathML out of what it shows (lib/weblib.php, purify_html).
    html: writeHtmlPart(nodes, { addressOf: () => null, formulaHtml: texHtml }),
    files: here.map((file) => ({ ...named(file), path: domain.vault.pathOf(file.sha256) })),
    away: documents.filter(({ isLocal }) => !isLocal).map(named),
  };
  return { course, lesson };
}

/** A class is a course, or one of its groups (connectors/moodle/ids.ts). */
function courseOf({ store }: Workspace['domain'], classGroupId: string): Course | null {
  const subjectId = store.db
    .prepare('SELECT subject_id FROM class_group WHERE id = ?')
    .pluck()
    .get(classGroupId) as string | undefined;
  const id = /^subject-(\d{1,12})$/.exec(subjectId ?? '')?.[1];
  const group = /^group-(\d{1,12})$/.exec(classGroupId)?.[1];
  return id === undefined ? null : { id: Number(id), groupId: group === undefined ? null : Number(group) };
}

const named = ({ name, sha256, sizeBytes }: DocumentRef) => ({ name, sha256, sizeBytes });

function shown({ sections, event, forums, files, staying }: CourseNow): MoodleCourse {
  return {
    sections: sections.map(({ name, modules }) => ({ name, modules: [...modules] })),
    event: event?.state ?? null,
    forums: forums.map((forum) => ({ ...forum, left: [...forum.left] })),
    staying: [...staying],
    files: files?.state ?? null,
  };
}
