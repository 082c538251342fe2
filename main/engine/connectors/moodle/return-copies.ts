import type { OutgoingFile } from '../adapter-types.ts';
import type { Batch, BatchReply, Operation, OpResult } from '../ent/wire.ts';
import { draftFor } from './draft-areas.ts';
import { RELEASED } from './handling.ts';
import { copyId, copyKeyIn } from './ids.ts';
import type { Known } from './known.ts';
import { planReturn, type Return } from './plan-return.ts';
import type { Line } from './questions.ts';
import { type AssignmentNow, type CopiesNow, readCopies } from './read-copies.ts';
import { isKeptWhole, ReturnAnswers } from './return-answers.ts';
import { type SaveEnd, saveGrades, type Writing } from './save-grades.ts';
import { goesWithGrade, isStateAlone, saveHandling } from './save-handling.ts';
import { MOODLE_ENTITIES } from './taken-entities.ts';

export interface ReturnDoors {
  readonly line: Line;
  readonly known: Known;
  /** What the site can do beyond what is always needed. */
  readonly offers: ReadonlySet<string>;
  fileOf(sha256: string): OutgoingFile | null;
}

/**
 * Returns copies: reads what Moodle has, writes what differs, and reads it back.
 *
 * Moodle keeps no record of what it was sent. So nothing is written before it was read: an edit whose answer was lost is found
 * there and not written twice, and a grade that was typed on the web meanwhile is a conflict. And nothing counts as written
 * before it was read back: Moodle answers `null` whether it has kept a grade or not.
 */
export async function returnCopies(doors: ReturnDoors, batch: Batch): Promise<BatchReply> {
  const { line, known, offers } = doors;
  const { copies, strange } = byCopy(batch.ops, known);
  const keys = [...copies.keys()].flatMap((id) => copyKeyIn(id) ?? []);
  if (keys.length === 0) return { results: strange, changes: [], cursor: known.close(), more: false };
  const before = await readCopies(line, known, keys, offers);
  const answers = new ReturnAnswers(known, before);
  answers.add(strange);
  const gives: Return[] = [];
  for (const key of keys) {
    const ops = copies.get(copyId(key)) ?? [];
    const plan = planReturn({
      key,
      ops,
      assignment: before.assignments.get(key.assignmentId),
      now: before.copies.get(copyId(key)),
      known: known.copy(copyId(key)),
      untold: before.untold.get(copyId(key)) ?? null,
      isOnBase: (op) => answers.isOnBase(key, op),
    });
    answers.takePlan(key, ops, plan);
    if (plan.give !== null) gives.push(plan.give);
  }
  await giveBack(doors, before, gives, answers);
  return answers.reply();
}

/** Copies that were written with one that Moodle refused, tried again by themselves at most in one return. */
const SINGLY_AT_MOST = 40;

/** Writes, and reads back. What Moodle did not come to because it refused somebody before is written once more, one by one. */
async function giveBack(
  doors: ReturnDoors,
  before: CopiesNow,
  gives: readonly Return[],
  answers: ReturnAnswers,
): Promise<void> {
  const written = await write(doors, before, gives, answers);
  if (written.length === 0) return;
  let after = await readBack(doors, written);
  const stopped = written.filter(({ give, end }) => end === 'refused' && !isKeptWhole(give, after));
  if (stopped.length > 0 && written.length > 1) {
    for (const { assignment, writing } of stopped.slice(0, SINGLY_AT_MOST))
      await saveGrades(doors.line, assignment, [writing]);
    after = await readBack(doors, written);
  }
  after = await releaseGrades(doors, written, after);
  for (const { give, end } of written) answers.compare(give, after, end);
}

/**
 * Grades that were released by their state alone go to the gradebook once they are saved (`gradebook_item_update`), which is possible now that
 * Moodle tells what was given back with them.
 */
async function releaseGrades(
  doors: ReturnDoors,
  written: readonly Written[],
  after: CopiesNow,
): Promise<CopiesNow> {
  const released = written.flatMap(({ give, assignment }) => {
    const now = after.copies.get(copyId(give.key));
    if (!isStateAlone(give) || give.handling?.state !== RELEASED) return [];
    if (now == null || !now.isTold || now.points === null || give.unsaved !== 'feedback-hidden') return [];
    const { points, filling, comment } = now;
    const again: Return = { ...give, now, points, filling, comment, files: null, handling: null, ops: [] };
    return [{ assignment, writing: { give: again, draftId: null } }];
  });
  if (released.length === 0) return after;
  for (const [assignment, ofOne] of Map.groupBy(released, (one) => one.assignment))
    await saveGrades(
      doors.line,
      assignment,
      ofOne.map(({ writing }) => writing),
    );
  return readBack(doors, written);
}

function readBack({ line, known, offers }: ReturnDoors, written: readonly Written[]): Promise<CopiesNow> {
  const keys = written.map(({ give }) => give.key);
  const flags = 'mod_assign_get_user_flags';
  return readCopies(line, known, keys, new Set(offers.has(flags) ? [flags] : []));
}

interface Written {
  readonly give: Return;
  readonly assignment: AssignmentNow;
  readonly writing: Writing;
  readonly end: SaveEnd;
}

/** Edits by the copy that they are about; those that are about none are answered at once. */
function byCopy(
  ops: readonly Operation[],
  known: Known,
): { copies: Map<string, Operation[]>; strange: OpResult[] } {
  const copies = new Map<string, Operation[]>();
  const strange: OpResult[] = [];
  for (const op of ops) {
    const id = copyOf(op, known);
    if (!(MOODLE_ENTITIES as ReadonlySet<string>).has(op.entity))
      strange.push({ op: op.op, outcome: 'refused', code: 'not-supported' });
    else if (id !== null && copyKeyIn(id) !== null) copies.set(id, [...(copies.get(id) ?? []), op]);
    // Taken back before Moodle ever had it, or there no more.
    else if (op.value === null)
      strange.push({ op: op.op, outcome: 'unchanged', version: (op.base ?? 0) + 1 });
    else strange.push({ op: op.op, outcome: 'refused', code: 'not-found' });
  }
  return { copies, strange };
}

function copyOf({ entity, id, value }: Operation, known: Known): string | null {
  if (entity === 'grade' || entity === 'handling') return id;
  const told = value?.submission_id;
  if (typeof told === 'string') return told;
  return entity === 'comment' || entity === 'feedback' ? known.copyWith(entity, id) : null;
}

/** Writes, an assignment at a time. @returns what was written, whether or not Moodle kept it */
async function write(
  { line, fileOf }: ReturnDoors,
  before: CopiesNow,
  gives: readonly Return[],
  answers: ReturnAnswers,
): Promise<Written[]> {
  const written: Written[] = [];
  await saveHandling(line, gives);
  for (const [assignmentId, ofOne] of Map.groupBy(gives, ({ key }) => key.assignmentId)) {
    const assignment = before.assignments.get(assignmentId);
    if (assignment === undefined) continue;
    const writings: Writing[] = [];
    for (const give of ofOne) {
      if (!goesWithGrade(give)) {
        written.push({ give, assignment, writing: { give, draftId: null }, end: 'answered' });
        continue;
      }
      const draft = await draftFor(line, give, fileOf);
      if ('draftId' in draft) writings.push({ give, draftId: draft.draftId });
      else answers.refuse(give, draft.refusal);
    }
    const end = writings.length === 0 ? 'answered' : await saveGrades(line, assignment, writings);
    written.push(...writings.map((writing) => ({ give: writing.give, assignment, writing, end })));
  }
  return written;
}
