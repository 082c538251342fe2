import * as z from 'zod';
import { criterion } from '../../../preload/contract/criteria.ts';
import { type ServerForm, scale as scaleSchema } from '../../../preload/contract/domain.ts';
import { PLAIN_RULES } from '../../../preload/contract/scales.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Db } from '../store/store.ts';
import type { AssignmentBody, GradeBody } from './bodies.ts';

/*
 * Scales, rubrics and guides that the server grades by. They come with an assignment (`graded_by`), and what was given for the criteria with
 * a grade (`filling`); the ENT sync API has neither.
 */

const level = z.object({ label: z.string(), points_x100: z.number().int() });
const gradedBy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scale'), levels: z.array(level) }),
  z.object({
    kind: z.enum(['rubric', 'guide']),
    criteria: z.array(
      z.object({ id: z.string(), label: z.string(), max_x100: z.number().int(), levels: z.array(level) }),
    ),
  }),
  z.object({ kind: z.literal('unknown') }),
]);
const filling = z.array(
  z.object({ criterion_id: z.string(), points_x100: z.number().int().nullable(), remark: z.string() }),
);

/** Takes over what an assignment is graded by. Null: by points, or the teacher's own criteria. */
export function applyServerForm(db: Db, assignmentId: string, body: AssignmentBody, at: number): void {
  const { data } = gradedBy.safeParse(body.graded_by);
  const before = readServerForm(db, assignmentId);
  if (data === undefined) {
    if (before !== null) forgetServerForm(db, assignmentId, at);
    return;
  }
  if (before !== null && before !== data.kind) forgetServerForm(db, assignmentId, at);
  db.prepare('INSERT OR REPLACE INTO server_form (assignment_id, kind) VALUES (?, ?)').run(
    assignmentId,
    data.kind,
  );
  if (data.kind === 'scale') writeScale(db, assignmentId, data.levels, at);
  if ('criteria' in data) writeCriteria(db, assignmentId, data.criteria.map(criterionIn), at);
}

/** What the server grades an assignment by; null: points. */
export function readServerForm(db: Db, assignmentId: string): ServerForm | null {
  return (
    (db.prepare('SELECT kind FROM server_form WHERE assignment_id = ?').pluck().get(assignmentId) as
      | ServerForm
      | undefined) ?? null
  );
}

/** @throws CartableError `grading/form-of-server` for an assignment whose levels and criteria are not the teacher's to change */
export function requireOwnForm(db: Db, assignmentId: string): void {
  if (readServerForm(db, assignmentId) !== null)
    throw new CartableError('grading/form-of-server', {}, 'never');
}

/** Takes over what a copy was given for the criteria of the server's form. */
export function applyFilling(db: Db, submissionId: string, body: GradeBody | null, at: number): void {
  if (!hasCriteria(db, submissionId)) return;
  const { data } = filling.safeParse(body?.filling);
  if (body !== null && data === undefined) return;
  db.prepare('DELETE FROM criterion_mark WHERE submission_id = ?').run(submissionId);
  const add = db.prepare(
    `INSERT INTO criterion_mark (submission_id, criterion_id, points_x100, comment, updated_at) VALUES (?, ?, ?, ?, ?)`,
  );
  for (const { criterion_id, points_x100, remark } of data ?? [])
    add.run(submissionId, criterion_id, points_x100, remark, at);
}

/** What goes to the server with a copy's grade; undefined where the form is not the server's. */
export function readFilling(db: Db, submissionId: string): GradeBody['filling'] {
  if (!hasCriteria(db, submissionId)) return undefined;
  return db
    .prepare(
      `SELECT criterion_id, points_x100, comment AS remark FROM criterion_mark
       WHERE submission_id = ? AND points_x100 IS NOT NULL ORDER BY criterion_id`,
    )
    .all(submissionId) as GradeBody['filling'];
}

function hasCriteria(db: Db, submissionId: string): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM submission JOIN server_form USING (assignment_id)
         WHERE submission.id = ? AND kind IN ('rubric', 'guide')`,
      )
      .get(submissionId) !== undefined
  );
}

function criterionIn({
  id,
  label,
  max_x100,
  levels,
}: Extract<z.infer<typeof gradedBy>, { criteria: unknown }>['criteria'][number]) {
  return criterion.parse({
    id,
    label,
    maxTimes100: max_x100,
    kind: 'ordinary',
    levels: levels.map((one) => ({ label: one.label, pointsTimes100: one.points_x100 })),
  });
}

/** Levels alone are the server's: what else was decided of the assignment stays. */
function writeScale(
  db: Db,
  assignmentId: string,
  levels: readonly z.infer<typeof level>[],
  at: number,
): void {
  const scale = scaleSchema.safeParse({
    name: levels
      .map(({ label }) => label)
      .join(' · ')
      .slice(0, 60),
    levels: levels.map(({ label, points_x100 }) => ({
      label: label.slice(0, 60),
      pointsTimes100: points_x100,
    })),
  });
  writeRules(db, assignmentId, scale.data ?? null, at);
}

function writeRules(
  db: Db,
  assignmentId: string,
  scale: z.infer<typeof scaleSchema> | null,
  at: number,
): void {
  const written = db
    .prepare('SELECT rules FROM grading_rules WHERE assignment_id = ?')
    .pluck()
    .get(assignmentId);
  const rules = written === undefined ? PLAIN_RULES : JSON.parse(String(written));
  db.prepare('INSERT OR REPLACE INTO grading_rules (assignment_id, rules, updated_at) VALUES (?, ?, ?)').run(
    assignmentId,
    JSON.stringify({ ...rules, scale }),
    at,
  );
}

function writeCriteria(
  db: Db,
  assignmentId: string,
  list: readonly z.infer<typeof criterion>[],
  at: number,
): void {
  db.prepare('INSERT OR REPLACE INTO criteria (assignment_id, list, updated_at) VALUES (?, ?, ?)').run(
    assignmentId,
    JSON.stringify(list),
    at,
  );
}

/** The server grades by points, or by another form. */
function forgetServerForm(db: Db, assignmentId: string, at: number): void {
  const kind = readServerForm(db, assignmentId);
  db.prepare('DELETE FROM server_form WHERE assignment_id = ?').run(assignmentId);
  if (kind === 'scale') writeRules(db, assignmentId, null, at);
  else if (kind !== 'unknown') writeCriteria(db, assignmentId, [], at);
}
