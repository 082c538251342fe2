import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { CursorExpired } from '../adapter-types.ts';
import { type GradingForm, gradingForm } from './grading-form.ts';
import { shortHash } from './ids.ts';
import type { MoodleFile } from './wire.ts';

/**
 * What this device has taken over from a Moodle, as its cursor.
 *
 * Moodle has no feed of changes and no version of anything: what is read is compared with this, and what differs is the
 * change. A version is a number that grows at each difference, at least to Moodle's clock in seconds, so that it grows
 * even after the cursor was lost. The cursor travels in no request.
 */
const feedbackFile = z.object({ id: z.string(), nameKey: z.string(), bytes: z.number(), at: z.number() });
export type KnownFile = z.infer<typeof feedbackFile>;

const copy = z.object({
  /** Of the grade that its feedback was read with, epoch seconds; 0: to be read again. */
  gradedAt: z.number(),
  /** Of the comment, once there is one. */
  commentId: z.string().optional(),
  files: z.array(feedbackFile).optional(),
  /** What this device has written where Moodle does not show it before the release, and the time of the grade that it came with. */
  hidden: z
    .object({
      at: z.number(),
      text: z.string(),
      format: z.number(),
      /** Whether files may lie there that Moodle has never told of. */
      areFilesUntold: z.boolean().optional(),
    })
    .optional(),
  /** Its row of grades that nobody has graded (empty-rows.ts). */
  emptyRow: z.object({ at: z.number(), mayHide: z.boolean() }).optional(),
});
export type KnownCopy = z.infer<typeof copy>;

const state = z.object({
  form: z.literal(1),
  /** When the last whole reading began at Moodle, epoch seconds; 0: never. */
  at: z.number(),
  /** By kind and id: the version, and what was read under it in short. */
  entities: z.record(z.string(), z.record(z.string(), z.tuple([z.number(), z.string()]))),
  copies: z.record(z.string(), copy),
  /** Course and course module of each assignment. */
  places: z.record(z.string(), z.tuple([z.number(), z.number()])),
  /** What assignments are graded by, beside points; absent in a cursor of before there were any. */
  forms: z.record(z.string(), gradingForm).optional(),
  /** The latest attempt of copies, from 0 on; those of the first are left out. */
  attempts: z.record(z.string(), z.number()).optional(),
  /** States of the workflow, as they were set; those that never were are left out. */
  states: z.record(z.string(), z.string()).optional(),
  /** Copies that Moodle did not tell of, and from when on they are asked for as ever, epoch seconds. */
  untold: z.record(z.string(), z.number()).optional(),
  /** The day on which each assignment was last read whole; below 0: on which it could not be read. */
  wholeDays: z.record(z.string(), z.number()).optional(),
  /** How many readings there were. */
  turn: z.number().optional(),
  /** Names of teachers to whom copies were given to be marked, by their number. */
  markers: z.record(z.string(), z.string()).optional(),
});
type State = z.infer<typeof state>;

/** A cursor opened: to be compared with, changed, and closed again. */
export class Known {
  readonly #state: State;

  private constructor(opened: State) {
    this.#state = opened;
  }

  /** Null: nothing is known. @throws CursorExpired for what cannot be read */
  static open(cursor: string | null): Known {
    if (cursor === null) return new Known({ form: 1, at: 0, entities: {}, copies: {}, places: {} });
    try {
      const text = inflateRawSync(Buffer.from(cursor, 'base64'), { maxOutputLength: 256 * 1024 * 1024 });
      const opened = state.parse(withoutNames(JSON.parse(text.toString('utf8'))));
      return new Known(opened);
    } catch {
      throw new CursorExpired();
    }
  }

  close(): string {
    return deflateRawSync(JSON.stringify(this.#state), { level: 6 }).toString('base64');
  }

  get at(): number {
    return this.#state.at;
  }

  set at(seconds: number) {
    this.#state.at = seconds;
  }

  /** The version under which an entity is known, and what was read then. */
  get(entity: string, id: string): { readonly version: number; readonly print: string } | null {
    const known = this.#state.entities[entity]?.[id];
    return known === undefined ? null : { version: known[0], print: known[1] };
  }

  /** The ids of one kind that are known. */
  ids(entity: string): string[] {
    return Object.keys(this.#state.entities[entity] ?? {});
  }

  /** Takes over what was read. @returns its new version; null when it is what was known */
  take(entity: string, id: string, read: unknown, now: number): number | null {
    const print = printOf(read);
    const known = this.get(entity, id);
    if (known?.print === print) return null;
    const version = nextVersion(known?.version, now);
    this.#state.entities[entity] ??= {};
    this.#state.entities[entity][id] = [version, print];
    return version;
  }

  /** Forgets an entity. @returns the version of its removal; null when it was not known */
  drop(entity: string, id: string, now: number): number | null {
    const known = this.get(entity, id);
    if (known === null) return null;
    delete this.#state.entities[entity]?.[id];
    return nextVersion(known.version, now);
  }

  copy(id: string): KnownCopy | null {
    return this.#state.copies[id] ?? null;
  }

  copies(): [string, KnownCopy][] {
    return Object.entries(this.#state.copies);
  }

  /** Copies that Moodle did not tell of, with when they are asked for as ever. */
  get untold(): ReadonlyMap<string, number> {
    return new Map(Object.entries(this.#state.untold ?? {}));
  }

  /** @param until null: it was told */
  keepUntold(id: string, until: number | null): void {
    this.#state.untold = withEntry(this.#state.untold, id, until);
  }

  state(copyId: string): string {
    return this.#state.states?.[copyId] ?? '';
  }

  keepState(copyId: string, workflowState: string): void {
    this.#state.states = withEntry(this.#state.states, copyId, workflowState || null);
  }

  wholeDay(assignmentId: number): number {
    return this.#state.wholeDays?.[assignmentId] ?? 0;
  }

  keepWholeDay(assignmentId: number, day: number | null): void {
    this.#state.wholeDays = withEntry(this.#state.wholeDays, `${assignmentId}`, day);
  }

  get turn(): number {
    return this.#state.turn ?? 0;
  }

  set turn(count: number) {
    this.#state.turn = count;
  }

  keepCopy(id: string, known: KnownCopy): void {
    this.#state.copies[id] = known;
  }

  dropCopy(id: string): void {
    delete this.#state.copies[id];
    this.keepAttempt(id, 0);
    this.keepUntold(id, null);
    this.keepState(id, '');
  }

  /** Forgets what hangs on copies and students that were erased here. What Moodle says of them later is new. */
  forget({
    copies,
    students,
  }: {
    readonly copies: readonly string[];
    readonly students: readonly string[];
  }): void {
    for (const id of students) delete this.#state.entities.student?.[id];
    for (const id of copies) {
      const { commentId = '', files = [] } = this.copy(id) ?? {};
      for (const entity of ['submission', 'grade', 'handling']) delete this.#state.entities[entity]?.[id];
      delete this.#state.entities.comment?.[commentId];
      for (const file of files) delete this.#state.entities.feedback?.[file.id];
      this.dropCopy(id);
    }
  }

  /** The copies whose comment, or one of whose files, has an id. */
  copyWith(kind: 'comment' | 'feedback', id: string): string | null {
    const holds = ({ commentId, files = [] }: KnownCopy) =>
      kind === 'comment' ? commentId === id : files.some((file) => file.id === id);
    return Object.entries(this.#state.copies).find(([, known]) => holds(known))?.[0] ?? null;
  }

  attempt(copyId: string): number {
    return this.#state.attempts?.[copyId] ?? 0;
  }

  /** The copies that are past their first attempt. */
  copiesAgain(): string[] {
    return Object.keys(this.#state.attempts ?? {});
  }

  keepAttempt(copyId: string, attempt: number): void {
    this.#state.attempts = withEntry(this.#state.attempts, copyId, attempt > 0 ? attempt : null);
  }

  markerName(userId: number): string {
    return this.#state.markers?.[userId] ?? '';
  }

  keepMarker(userId: number, name: string): void {
    if (this.markerName(userId) !== name) this.#state.markers = { ...this.#state.markers, [userId]: name };
  }

  /** Where an assignment is: its course and its course module. */
  place(assignmentId: number): { readonly courseId: number; readonly moduleId: number } | null {
    const place = this.#state.places[assignmentId];
    return place === undefined ? null : { courseId: place[0], moduleId: place[1] };
  }

  keepPlace(assignmentId: number, place: { readonly courseId: number; readonly moduleId: number }): void {
    this.#state.places[assignmentId] = [place.courseId, place.moduleId];
  }

  /** What an assignment is graded by; null: points, as far as is known. */
  form(assignmentId: number): GradingForm | null {
    return this.#state.forms?.[assignmentId] ?? null;
  }

  keepForm(assignmentId: number, form: GradingForm | null): void {
    const { [assignmentId]: _, ...others } = this.#state.forms ?? {};
    this.#state.forms = form === null ? others : { ...others, [assignmentId]: form };
  }

  dropPlace(assignmentId: number): void {
    delete this.#state.places[assignmentId];
    this.keepForm(assignmentId, null);
    this.keepWholeDay(assignmentId, null);
  }

  assignments(): number[] {
    return Object.keys(this.#state.places).map(Number);
  }
}

/** Sets an entry of a list, or (null) leaves it out. In place: a site has as many as copies, and each is set in one reading. */
function withEntry<T>(
  list: Record<string, T> | undefined,
  key: string,
  value: T | null,
): Record<string, T> | undefined {
  if (value === null) {
    if (list !== undefined) delete list[key];
    return list;
  }
  const set = list ?? {};
  set[key] = value;
  return set;
}

/** A file's name with its folder, where it does not lie at the top: two of one name may lie in two (as the file manager of the web makes them). */
export const nameInArea = ({ filename, filepath = '/' }: Pick<MoodleFile, 'filename' | 'filepath'>) =>
  filepath === '/' || filepath === '' ? filename : `${filepath}${filename}`;

/** A name by which a file of one copy is known again: the name itself often tells whose the copy is, and outlives an erasure. */
export const nameKeyOf = (copyId: string, name: string) => shortHash(`${copyId}\n${name}`);

/** A cursor of before names were left out of it. */
function withoutNames(opened: unknown): unknown {
  const { data } = namedCopies.safeParse(opened);
  if (data === undefined) return opened;
  const copies = Object.entries(data.copies).map(([id, { files, ...copy }]) => [
    id,
    files === undefined
      ? copy
      : {
          ...copy,
          files: files.map(({ name, ...file }) =>
            name === undefined ? file : { ...file, nameKey: nameKeyOf(id, name) },
          ),
        },
  ]);
  return { ...data, copies: Object.fromEntries(copies) };
}

const namedFile = z.looseObject({ name: z.string().optional() });
const namedCopies = z.looseObject({
  copies: z.record(z.string(), z.looseObject({ files: z.array(namedFile).optional() })),
});

function nextVersion(known: number | undefined, now: number): number {
  return Math.max((known ?? 0) + 1, now);
}

/** What was read, in short. */
export function printOf(read: unknown): string {
  return shortHash(JSON.stringify(read));
}
