import type { Db } from '../store/store.ts';
import type { SheetOwner } from './rules.ts';

/** The codes of an assignment's sheets that were made, by submission. */
export function readSheets(db: Db, assignmentId: string): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      `SELECT submission_id AS submissionId, code FROM paper_sheet
       JOIN submission ON submission.id = submission_id WHERE assignment_id = ?`,
    )
    .all(assignmentId) as { submissionId: string; code: string }[];
  return new Map(rows.map(({ submissionId, code }) => [submissionId, code]));
}

/** Remembers whose a sheet is. */
export function writeSheet(db: Db, sheet: { code: string; submissionId: string; madeAt: number }): void {
  db.prepare(
    'INSERT INTO paper_sheet (code, submission_id, made_at) VALUES (:code, :submissionId, :madeAt)',
  ).run(sheet);
}

/** Whose these codes are; those that are nobody's here are left out. */
export function readOwners(db: Db, codes: readonly string[]): ReadonlyMap<string, SheetOwner> {
  const find = db.prepare(
    `SELECT submission_id AS submissionId, assignment_id AS assignmentId FROM paper_sheet
     JOIN submission ON submission.id = submission_id WHERE code = ?`,
  );
  return new Map(
    codes.flatMap((code): [string, SheetOwner][] => {
      const owner = find.get(code) as SheetOwner | undefined;
      return owner === undefined ? [] : [[code, owner]];
    }),
  );
}
