import * as z from 'zod';
import type { Operation, OpResult } from '../ent/wire.ts';
import { isGradable, maximumOf } from './bodies.ts';
import { fileNameFor, nameBeside } from './draft-files.ts';
import type { Untold } from './failures.ts';
import { type Feedback, feedbackWays } from './feedback.ts';
import {
  criteriaOf,
  type Filling,
  type FormCriterion,
  isSameFilling,
  pointsOfFilling,
} from './grading-form.ts';
import { type HandlingNow, isSameHandling, wantedHandling } from './handling.ts';
import { FORMAT_HTML, holdsMoreThanText, htmlOf, textOf } from './html-text.ts';
import { type CopyKey, copyId, criterionNumberIn } from './ids.ts';
import { type KnownCopy, nameInArea, nameKeyOf } from './known.ts';
import type { AssignmentNow, CopyNow, CopyTold } from './read-copies.ts';
import type { MoodleFile } from './wire.ts';

/** A file that a copy is to have: one that Moodle has, or one of ours. */
export type WantedFile =
  | { readonly name: string; readonly moodle: MoodleFile }
  | { readonly name: string; readonly id: string; readonly sha256: string; readonly bytes: number };

/** What a copy is to be at Moodle, and the edits that ask for it. */
export interface Return {
  readonly key: CopyKey;
  readonly now: CopyTold;
  /** Hundredths; null: none. */
  readonly points: number | null;
  /** What is given for the criteria of a rubric or a guide; null where there are none. */
  readonly filling: Filling | null;
  readonly comment: Feedback['comment'];
  /** Null: those that are there. */
  readonly files: readonly WantedFile[] | null;
  /** What is to be followed of it; null: as it is. */
  readonly handling: HandlingNow | null;
  /** Null where a grade can be saved; else why not: what can be written without one is. */
  readonly unsaved: string | null;
  readonly ops: readonly Operation[];
}

/** What is decided of a copy's edits before anything is written. */
export interface Plan {
  readonly results: readonly OpResult[];
  /** Edits that meet another value than they were made on. */
  readonly conflicts: readonly Operation[];
  /** What is to be written; null when nothing is. */
  readonly give: Return | null;
}

interface Given {
  readonly key: CopyKey;
  readonly ops: readonly Operation[];
  readonly assignment: AssignmentNow | undefined;
  readonly now: CopyNow | undefined;
  readonly known: KnownCopy | null;
  /** Why nothing of it is known this time; null: it is, or Moodle does not let it be seen. */
  readonly untold: Untold | null;
  /** True when an entity is at Moodle as the edit's base says. */
  isOnBase(op: Operation): boolean;
}

/**
 * Decides what becomes of the edits of one copy (pure).
 *
 * Moodle takes a grade of 250 out of 20 and one of somebody who takes no part, answers `null` to both, and keeps nothing
 * or what it likes: so both are refused here. What it has already is not written again.
 */
export function planReturn(given: Given): Plan {
  if (given.untold !== null)
    return { results: resultsOfUntold(given.ops, given.untold), conflicts: [], give: null };
  const refusal = refusalOfAll(given);
  if (refusal !== null || given.now == null || given.assignment === undefined)
    return { results: refuse(given.ops, refusal ?? 'not-found'), conflicts: [], give: null };
  const copy = new CopyPlan(given, given.now, given.assignment);
  for (const op of given.ops) copy.consider(op);
  return copy.end();
}

function refusalOfAll({ key, assignment, now }: Given): string | null {
  if (assignment === undefined) return 'not-found';
  return !assignment.participants.has(key.userId) || now == null ? 'not-found' : null;
}

/** Why no grade can be saved of a copy, not even the one that is there. */
function whyUnsaved(assignment: AssignmentNow, now: Feedback): string | null {
  if (assignment.isGradedByForm && criteriaOf(assignment.form) === null) return 'graded-by-form';
  // Whatever is written takes the comment along, which would be emptied unread.
  return now.isTold ? null : 'feedback-hidden';
}

function refuse(ops: readonly Operation[], code: string): OpResult[] {
  return ops.map(({ op }) => ({ op, outcome: 'refused' as const, code }));
}

/** What becomes of the edits of a copy that could not be read: nothing is written over it. */
export function resultsOfUntold(ops: readonly Operation[], untold: Untold): OpResult[] {
  if (untold === 'unknown-shape') return refuse(ops, untold);
  return ops.map(({ op }) => ({ op, outcome: 'deferred' as const }));
}

class CopyPlan {
  readonly #given: Given;
  readonly #now: CopyTold;
  readonly #unsaved: string | null;
  #handling: HandlingNow | null = null;
  readonly #assignment: AssignmentNow;
  readonly #results: OpResult[] = [];
  readonly #conflicts: Operation[] = [];
  readonly #writing: Operation[] = [];
  #points: number | null;
  #filling: Filling | null;
  #comment: Feedback['comment'];
  #files: WantedFile[];
  #hasOtherFiles = false;

  constructor(given: Given, now: CopyTold, assignment: AssignmentNow) {
    this.#unsaved = whyUnsaved(assignment, now);
    this.#given = given;
    this.#now = now;
    this.#assignment = assignment;
    this.#points = now.points;
    this.#filling = now.filling;
    this.#comment = now.comment;
    this.#files = now.files.map((moodle) => ({ name: nameInArea(moodle), moodle }));
  }

  consider(op: Operation): void {
    const refusal = this.#refusalOf(op);
    if (refusal !== null) {
      this.#results.push(...refuse([op], refusal));
      return;
    }
    if (op.entity === 'feedback') this.#considerFile(op);
    else if (this.#isThere(op)) this.#results.push({ op: op.op, outcome: 'unchanged' });
    else if (this.#isBuiltHere(op) || this.#given.isOnBase(op)) this.#write(op);
    else this.#conflicts.push(op);
  }

  end(): Plan {
    const { key } = this.#given;
    const form = criteriaOf(this.#assignment.form);
    const isUnfilled = form !== null && pointsOfFilling(form, this.#filling) === null;
    const isSaved = this.#writing.some(({ entity }) => entity !== 'handling') || this.#isReopening();
    // Without what was given for the criteria Moodle would make a 0 of the grade (rubric/lib.php, `get_grade`).
    if (isSaved && isUnfilled)
      return {
        results: [...this.#results, ...refuse(this.#writing, 'graded-by-form')],
        conflicts: this.#conflicts,
        give: null,
      };
    const give: Return = {
      key,
      now: this.#now,
      points: this.#points,
      filling: this.#filling,
      comment: this.#comment,
      files: this.#hasOtherFiles ? this.#files : null,
      handling: this.#handling,
      unsaved: isUnfilled ? 'graded-by-form' : this.#unsaved,
      ops: this.#writing,
    };
    return {
      results: this.#results,
      conflicts: this.#conflicts,
      give: this.#writing.length === 0 ? null : give,
    };
  }

  #isReopening(): boolean {
    return this.#handling !== null && this.#handling.attempt > this.#now.latestAttempt;
  }

  /** What Moodle follows, and does not (mod/assign/locallib.php, save_user_extension; gradeform: `addattempt`). */
  #refusalOfHandling(value: Operation['value']): string | null {
    const { handling } = this.#now;
    if (handling === null) return 'not-supported';
    const { assignment } = this.#assignment;
    const { extension, attempt, state } = wantedHandling(value, handling);
    const isExtended = extension !== handling.extension;
    if (isExtended && extension !== 0 && extension < assignment.duedate) return 'out-of-range';
    if (state !== handling.state && !assignment.markingworkflow) return 'not-supported';
    if (attempt === handling.attempt) return null;
    const { maxattempts = 1, attemptreopenmethod = 'none' } = assignment;
    const isOpened =
      attemptreopenmethod === 'manual' &&
      this.#now.isLatest &&
      attempt === handling.attempt + 1 &&
      (maxattempts === -1 || attempt < maxattempts);
    return isOpened ? this.#unsaved : 'not-supported';
  }

  #refusalOf({ entity, value, out_of_x100: outOf }: Operation): string | null {
    if (entity === 'handling') return this.#refusalOfHandling(value);
    if (this.#unsaved !== null) return this.#unsaved;
    const { isRemembered = false, areFilesUntold = false } = this.#now;
    const hasUntoldFiles = areFilesUntold || (isRemembered && (this.#given.known?.files?.length ?? 0) > 0);
    if (entity === 'feedback' && hasUntoldFiles) return 'feedback-hidden';
    const ways = feedbackWays(this.#assignment.assignment);
    if (entity === 'comment') return ways.comments ? this.#refusalOfText(textIn(value)) : 'not-supported';
    if (entity === 'feedback') return ways.files ? null : 'not-supported';
    const { assignment, form } = this.#assignment;
    if (entity !== 'grade' || !isGradable(assignment, form)) return 'not-supported';
    // Absent, exempt, not counted: Moodle's grade is a number and nothing beside it.
    if ((value?.standing ?? null) !== null || value?.is_counted === false) return 'not-supported';
    const points = pointsIn(value);
    const max = maximumOf(assignment, form);
    if (points !== null && outOf !== undefined && outOf !== max) return 'maximum-changed';
    // A level has a number of its own, from 1 on.
    const isLevel = form?.kind !== 'scale' || points === null || (points >= 100 && points % 100 === 0);
    if (points !== null && (points < 0 || points > max || !isLevel)) return 'out-of-range';
    return this.#isOfForm(points, fillingIn(value)) ? null : 'graded-by-form';
  }

  /** What Cartable cannot keep of a comment is not replaced; one that is taken away goes whole. */
  #refusalOfText(text: string): string | null {
    const { text: stored, format } = this.#now.comment;
    const isOther = text !== '' && textOf(stored, format) !== text;
    return isOther && holdsMoreThanText(stored, format) ? 'comment-formatted' : null;
  }

  /** Moodle makes the grade of what was given for the criteria: another, or none, cannot be given. */
  #isOfForm(points: number | null, filling: Filling | null): boolean {
    const form = criteriaOf(this.#assignment.form);
    if (form === null) return true;
    const isWhole = form.criteria.every((criterion) =>
      filling?.some(({ id, points: given }) => id === criterion.id && canBeGiven(criterion, given)),
    );
    return points !== null && isWhole && pointsOfFilling(form, filling) === points;
  }

  #isThere({ entity, value }: Operation): boolean {
    const { handling } = this.#now;
    if (entity === 'handling')
      return handling !== null && isSameHandling(wantedHandling(value, handling), handling);
    if (entity === 'grade')
      return (
        pointsIn(value) === this.#points &&
        (criteriaOf(this.#assignment.form) === null || isSameFilling(fillingIn(value), this.#filling))
      );
    const text = textIn(value);
    const { text: stored, format } = this.#comment;
    return stored === htmlOf(text) || textOf(stored, format) === text;
  }

  /** Made on an earlier edit of this very return. */
  #isBuiltHere({ base_op }: Operation): boolean {
    return base_op !== undefined && this.#writing.some(({ op }) => op === base_op);
  }

  #write(op: Operation): void {
    this.#writing.push(op);
    if (op.entity === 'grade') {
      this.#points = pointsIn(op.value);
      if (criteriaOf(this.#assignment.form) !== null) this.#filling = fillingIn(op.value);
    } else if (op.entity === 'handling') {
      const { handling } = this.#now;
      this.#handling = handling && wantedHandling(op.value, handling);
    } else {
      const text = textIn(op.value);
      this.#comment = { text: text === '' ? '' : htmlOf(text), format: FORMAT_HTML };
    }
  }

  /** Files never change: two of them stand beside each other, and one that is gone is gone. */
  #considerFile(op: Operation): void {
    const known = this.#given.known?.files?.find(({ id }) => id === op.id);
    const isKnown = ({ name }: WantedFile) =>
      known !== undefined && nameKeyOf(copyId(this.#given.key), name) === known.nameKey;
    if (op.value === null) {
      const left = this.#files.filter((file) => !isKnown(file));
      if (left.length === this.#files.length) this.#results.push({ op: op.op, outcome: 'unchanged' });
      else this.#writeFiles(op, left);
      return;
    }
    const { name: asked, sha256, bytes } = fileIn(op.value);
    const name = fileNameFor(asked);
    const isSame = (file: WantedFile) =>
      'moodle' in file && file.moodle.filesize === bytes && (isKnown(file) || file.name === name);
    if (this.#files.some(isSame)) {
      this.#results.push({ op: op.op, outcome: 'unchanged' });
      return;
    }
    const others = this.#files.filter((file) => !isKnown(file));
    const free = nameBeside(name, new Set(others.map((file) => file.name)));
    this.#writeFiles(op, [...others, { name: free, id: op.id, sha256, bytes }]);
  }

  #writeFiles(op: Operation, files: WantedFile[]): void {
    this.#writing.push(op);
    this.#files = files;
    this.#hasOtherFiles = true;
  }
}

function pointsIn(value: Operation['value']): number | null {
  const points = value?.points_x100;
  return typeof points === 'number' ? points : null;
}

/** A rubric has levels, a guide any points up to its maximum. */
function canBeGiven({ max, levels }: FormCriterion, points: number): boolean {
  return levels.length === 0 ? points >= 0 && points <= max : levels.some((level) => level.points === points);
}

/** What an edit gives for the criteria, in the order of the form's own edit; null where it says nothing of them. */
function fillingIn(value: Operation['value']): Filling | null {
  const { data } = fillingBody.safeParse(value?.filling);
  return (
    data?.flatMap(({ criterion_id, points_x100, remark }) => {
      const id = criterionNumberIn(criterion_id);
      return id === null ? [] : [{ id, points: points_x100, remark }];
    }) ?? null
  );
}

const fillingBody = z.array(
  z.object({ criterion_id: z.string(), points_x100: z.number().int(), remark: z.string() }),
);

export function textIn(value: Operation['value']): string {
  const text = value?.text;
  return typeof text === 'string' ? text : '';
}

function fileIn(value: NonNullable<Operation['value']>): { name: string; sha256: string; bytes: number } {
  const {
    name = '',
    sha256 = '',
    bytes = 0,
  } = value.file as { name?: string; sha256?: string; bytes?: number };
  return { name, sha256, bytes };
}
