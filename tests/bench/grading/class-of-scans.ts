import { connectDemonstration, writeAccount } from '../window/account-database.ts';
import { makeAssignment, submissionId } from './made-work.ts';
import { makeScan } from './scans.ts';

export const CLASS_SIZE = 35;
export const CLASS_ID = 'scans';
export const CLASS_TITLE = 'Trente-cinq copies numérisées';

/** A data directory with one class of copies, each a one-page scan. @returns the size of a scan, on average, in bytes */
export async function makeClassOfScans(dataDirectory: string): Promise<number> {
  await connectDemonstration(dataDirectory);
  const scans: Uint8Array[] = [];
  for (let index = 0; index < CLASS_SIZE; index += 1) scans.push(await makeScan(index));
  writeAccount(dataDirectory, (account) => {
    makeAssignment(account, {
      id: CLASS_ID,
      title: CLASS_TITLE,
      submissionCount: CLASS_SIZE,
      dueAt: Date.UTC(2026, 10, 20),
      gradedCount: 0,
      isText: false,
    });
    const file = account.db.prepare(
      `INSERT INTO submission_file (submission_id, position, id, name, sha256, bytes, media_type)
       VALUES (?, 0, ?, ?, ?, ?, 'application/pdf')`,
    );
    for (const [index, scan] of scans.entries()) {
      const id = submissionId(CLASS_ID, index);
      file.run(id, `${id}-file`, `scan-${index}.pdf`, account.keep(scan, 'application/pdf'), scan.length);
    }
  });
  return Math.round(scans.reduce((sum, { length }) => sum + length, 0) / scans.length);
}
