import type { BatchReply, Change, Operation, OpResult } from '../ent/wire.ts';
import { commentBody, gradeBody } from './bodies.ts';
import { commentPrint, filePrint, matchFiles } from './copy-changes.ts';
import type { DraftRefusal } from './draft-areas.ts';
import { fileNameFor } from './draft-files.ts';
import { isSameFilling } from './grading-form.ts';
import { handlingBody, handlingPrint, isAtBeginning, isSameHandling, wantedHandling } from './handling.ts';
import { textOf } from './html-text.ts';
import { accountId, type CopyKey, copyId, webCommentId } from './ids.ts';
import { type Known, type KnownFile, nameInArea, nameKeyOf, printOf } from './known.ts';
import { type Plan, type Return, resultsOfUntold, type WantedFile } from './plan-return.ts';
import type { CopiesNow, CopyTold } from './read-copies.ts';
import type { SaveEnd } from './save-grades.ts';

/** What Moodle has kept of nothing: said where the copy is as it was before it was written to. */
const NOT_KEPT = 'not-kept';

/** What else was given back with a copy that we wrote to is read by the next pull. */
const TO_BE_READ = { gradedAt: 0 } as const;

/** The answers to a batch, and what is known of Moodle after it. */
export class ReturnAnswers {
  readonly #known: Known;
  readonly #before: CopiesNow;
  readonly #results: OpResult[] = [];
  readonly #changes: Change[] = [];

  constructor(known: Known, before: CopiesNow) {
    this.#known = known;
    this.#before = before;
  }

  add(results: readonly OpResult[]): void {
    this.#results.push(...results);
  }

  reply(): BatchReply {
    return { results: this.#results, changes: this.#changes, cursor: this.#known.close(), more: false };
  }

  /** True when Moodle has what an edit was made on: nothing where it was made on nothing. */
  isOnBase(key: CopyKey, op: Operation): boolean {
    const now = this.#before.copies.get(copyId(key)) ?? null;
    const print = now === null ? null : printNow(key, now, op.entity);
    const known = this.#known.get(op.entity, op.id);
    if (known === null) return print === null || (op.entity === 'handling' && hasNotBegun(now));
    return op.base === known.version && known.print === print;
  }

  /** Takes over what was decided before anything is written. */
  takePlan(key: CopyKey, ops: readonly Operation[], { results, conflicts }: Plan): void {
    const now = this.#before.copies.get(copyId(key)) ?? null;
    for (const result of results) {
      const op = ops.find((one) => one.op === result.op);
      if (result.outcome !== 'unchanged' || op === undefined || now === null) this.#results.push(result);
      else this.#settle(key, op, now, 'unchanged', this.#before.at);
    }
    if (now !== null) for (const op of conflicts) this.#conflict(key, op, now, this.#before.at);
  }

  /** Nothing of this was written, because its files cannot be put together: the rest of it goes without them next time. */
  refuse({ ops }: Return, refusal: DraftRefusal): void {
    for (const { op, entity } of ops)
      this.#results.push(
        entity === 'feedback' ? { op, outcome: 'refused', code: refusal } : { op, outcome: 'deferred' },
      );
  }

  /** Compares what was written with what Moodle has now. */
  compare(give: Return, after: CopiesNow, end: SaveEnd): void {
    const untold = after.untold.get(copyId(give.key));
    // It is looked for once more before anything is written again.
    if (untold !== undefined) {
      this.#noteNames(give);
      this.add(resultsOfUntold(give.ops, untold));
      return;
    }
    const now = asWritten(give, after.copies.get(copyId(give.key)) ?? null, end);
    this.#noteNames(give);
    this.#noteHidden(give, now);
    for (const op of give.ops) {
      if (now !== null && isKept(give, op, now)) this.#settle(give.key, op, now, 'applied', after.at);
      else if (end === 'died') this.#results.push({ op: op.op, outcome: 'deferred' });
      else if (now === null || op.value === null)
        this.#results.push({ op: op.op, outcome: 'refused', code: NOT_KEPT });
      // The draft area was emptied meanwhile: Moodle tidies them up. The document is brought there again.
      else if (op.entity === 'feedback')
        this.#results.push({ op: op.op, outcome: 'refused', code: 'blob-missing' });
      else if (isSameAs(op, now, give.now))
        this.#results.push({ op: op.op, outcome: 'refused', code: NOT_KEPT });
      // Neither ours nor what was there: somebody wrote in the same moment.
      else this.#conflict(give.key, op, now, after.at);
    }
  }

  /** What is written before the release is remembered, to be gone on with: Moodle tells it to nobody. */
  #noteHidden({ key, now: before }: Return, now: CopyTold | null): void {
    if (now?.isRemembered !== true || now.grade === null) return;
    const { text, format } = now.comment;
    const untold = before.areFilesUntold === true ? { areFilesUntold: true } : {};
    const hidden = { at: now.grade.timemodified, text, format, ...untold };
    this.#known.keepCopy(copyId(key), { ...TO_BE_READ, ...this.#known.copy(copyId(key)), hidden });
  }

  /** Moodle has what the edit says. */
  #settle(key: CopyKey, op: Operation, now: CopyTold, outcome: 'applied' | 'unchanged', at: number): void {
    if (op.entity === 'comment') this.#nameComment(key, op, now, at);
    if (op.entity === 'feedback') this.#nameFiles(key, op, now);
    const version = this.#take(key, op, now, at);
    this.#results.push({ op: op.op, outcome, version });
  }

  #conflict(key: CopyKey, op: Operation, now: CopyTold, at: number): void {
    if (op.entity === 'comment') this.#nameComment(key, op, now, at);
    const version = this.#take(key, op, now, at);
    const body = bodyNow(key, now, op.entity);
    const { grader = -1, timemodified = at } = now.grade ?? {};
    const current: Change = {
      entity: op.entity,
      id: op.id,
      version,
      by: '',
      ...(grader > 0 ? { by_id: accountId(grader) } : {}),
      at: timemodified * 1000,
      body,
      ...(body === null ? { deleted: true } : {}),
    };
    this.#results.push({ op: op.op, outcome: 'conflict', current });
  }

  /** Remembers an entity as Moodle has it. @returns its version */
  #take(key: CopyKey, op: Operation, now: CopyTold, at: number): number {
    const { entity, id, base = 0 } = op;
    const print = entity === 'feedback' ? this.#filePrint(key, id) : printSource(key, now, entity);
    if (print === null) return this.#known.drop(entity, id, at) ?? Math.max(base + 1, at);
    return this.#known.take(entity, id, print, at) ?? this.#known.get(entity, id)?.version ?? at;
  }

  /** A copy has one comment: it bears the name that the edit gives it, and an earlier name of it goes. */
  #nameComment(key: CopyKey, op: Operation, now: CopyTold, at: number): void {
    const copy = this.#known.copy(copyId(key));
    const earlier = copy?.commentId ?? webCommentId(key);
    const hasComment = textOf(now.comment.text, now.comment.format) !== '';
    const commentId = hasComment ? op.id : undefined;
    const { commentId: _, ...rest } = copy ?? {};
    this.#known.keepCopy(copyId(key), {
      ...rest,
      ...TO_BE_READ,
      ...(commentId === undefined ? {} : { commentId }),
    });
    if (earlier === op.id) return;
    const version = this.#known.drop('comment', earlier, at);
    if (version !== null)
      this.#changes.push({
        entity: 'comment',
        id: earlier,
        version,
        by: '',
        at: at * 1000,
        deleted: true,
        body: null,
      });
  }

  #nameFiles(key: CopyKey, op: Operation, now: CopyTold): void {
    const copy = this.#known.copy(copyId(key));
    const nameKey = op.value === null ? null : this.#nameKeyFor(key, op, now);
    const others = (copy?.files ?? []).filter((file) => file.id !== op.id && file.nameKey !== nameKey);
    const before: KnownFile[] =
      nameKey === null ? others : [...others, { id: op.id, nameKey, bytes: 0, at: 0 }];
    const files = matchFiles(key, now.files, before)
      .map(({ known }) => known)
      .filter(({ id }) => before.some((file) => file.id === id));
    this.#known.keepCopy(copyId(key), { ...copy, ...TO_BE_READ, files });
  }

  #nameKeyFor(key: CopyKey, op: Operation, now: CopyTold): string | null {
    const given = this.#names.get(op.op);
    if (given !== undefined) return nameKeyOf(copyId(key), given);
    const known = this.#known.copy(copyId(key))?.files?.find(({ id }) => id === op.id)?.nameKey;
    if (known !== undefined) return known;
    const { name = '', bytes } = (op.value?.file ?? {}) as { name?: string; bytes?: number };
    const there = now.files.find((file) => file.filename === fileNameFor(name) && file.filesize === bytes);
    return there === undefined ? null : nameKeyOf(copyId(key), nameInArea(there));
  }

  /** Under which names files were written, by edit. */
  readonly #names = new Map<string, string>();

  #noteNames({ ops, files }: Return): void {
    for (const op of ops) {
      const file = files?.find(
        (one): one is Extract<WantedFile, { id: string }> => 'id' in one && one.id === op.id,
      );
      if (file !== undefined) this.#names.set(op.op, file.name);
    }
  }

  #filePrint(key: CopyKey, id: string): unknown {
    const file = this.#known.copy(copyId(key))?.files?.find((one) => one.id === id);
    return file === undefined ? null : filePrint(file);
  }
}

const hasNotBegun = (now: CopyTold | null) => now?.handling != null && isAtBeginning(now.handling);

/** What tells one state of a grade or a comment from another; null: there is none. */
function printSource(key: CopyKey, now: CopyTold, entity: Operation['entity']): unknown {
  if (entity === 'handling') return now.handling === null ? null : handlingPrint(now.handling);
  if (entity === 'comment')
    return textOf(now.comment.text, now.comment.format) === '' ? null : commentPrint(now.comment);
  return now.points === null ? null : gradeBody(key, now.points, now.filling);
}

function printNow(key: CopyKey, now: CopyTold, entity: Operation['entity']): string | null {
  const source = printSource(key, now, entity);
  return source === null ? null : printOf(source);
}

function bodyNow(key: CopyKey, now: CopyTold, entity: Operation['entity']): Record<string, unknown> | null {
  if (entity === 'grade') return now.points === null ? null : gradeBody(key, now.points, now.filling);
  if (entity === 'handling') return now.handling === null ? null : handlingBody(key, now.handling);
  const text = textOf(now.comment.text, now.comment.format);
  return text === '' ? null : commentBody(key, text);
}

/** True when Moodle has all that was asked for a copy. */
export function isKeptWhole(give: Return, after: CopiesNow): boolean {
  const now = after.copies.get(copyId(give.key)) ?? null;
  return now !== null && give.ops.every((op) => isKept(give, op, now));
}

/**
 * A copy as it was read back, with what Moodle does not show before the release as it was written: that it has answered is all that is
 * known of it. A grade is told always, and is compared as ever.
 */
function asWritten(give: Return, told: CopyTold | null, end: SaveEnd): CopyTold | null {
  const isHidden = told !== null && (!told.isTold || told.isRemembered === true);
  if (!isHidden || end !== 'answered' || told.grade === null || give.unsaved !== null) return told;
  const files = give.files?.map((file) =>
    'moodle' in file
      ? file.moodle
      : {
          filename: file.name,
          filesize: file.bytes,
          fileurl: '',
          timemodified: told.grade?.timemodified ?? 0,
        },
  );
  return { ...told, comment: give.comment, files: files ?? [], isTold: true, isRemembered: true };
}

/** True when Moodle has what an edit asked for. */
function isKept(give: Return, op: Operation, now: CopyTold): boolean {
  if (op.entity === 'handling')
    return now.handling !== null && isSameHandling(wantedHandling(op.value, now.handling), now.handling);
  if (op.entity === 'grade')
    return now.points === give.points && (give.filling === null || isSameFilling(now.filling, give.filling));
  if (op.entity === 'comment') {
    const isEmpty = give.comment.text === '';
    return (
      now.comment.text === give.comment.text ||
      (isEmpty && textOf(now.comment.text, now.comment.format) === '')
    );
  }
  const wanted = give.files?.find((file) => 'id' in file && file.id === op.id);
  if (wanted === undefined || !('id' in wanted)) return isWithout(give, now);
  return now.files.some((file) => nameInArea(file) === wanted.name && file.filesize === wanted.bytes);
}

/** A file was taken away: all that are left are those that were to be left. */
function isWithout({ files }: Return, now: CopyTold): boolean {
  const left = new Set(files?.map(({ name }) => name));
  return now.files.every((file) => left.has(nameInArea(file)));
}

function isSameAs(op: Operation, now: CopyTold, before: CopyTold): boolean {
  if (op.entity === 'handling')
    return before.handling === null || now.handling === null || isSameHandling(now.handling, before.handling);
  if (op.entity === 'grade')
    return now.points === before.points && isSameFilling(now.filling, before.filling);
  return now.comment.text === before.comment.text;
}
