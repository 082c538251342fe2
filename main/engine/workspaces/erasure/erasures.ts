import type {
  ErasedCounts,
  ErasedNow,
  ErasureProof,
  ErasureSubject,
} from '../../../../preload/contract/erasure.ts';
import { folded } from '../../../../preload/contract/folded.ts';
import { forgetErased } from '../../connectors/moodle/forget-erased.ts';
import { CartableError } from '../../platform/cartable-error.ts';
import { keepOut } from '../../store/kept-out.ts';
import { unansweredBatches, unsealBatch } from '../../sync/batches.ts';
import { readCursor, saveCursor } from '../../sync/pull.ts';
import { bytesOf, countMentions, countScope, localSizes } from './counting.ts';
import type { Erasable } from './erasable.ts';
import { eraseRows } from './erase-rows.ts';
import { finishErasure } from './finish.ts';
import { personalFiles } from './kept-files.ts';
import { entitiesOf, type Scope, scopeOf } from './scope.ts';

/**
 * Erases a student or a school year from this computer, for good.
 *
 * The rows in one transaction; then files, the database's own free pages, its journal and its automatic copies. A cut in
 * between is made good when the account is opened. The ENT keeps what it has: that is the school's to erase.
 * @param askedBy the teacher types the name of what goes; a school's policy does not
 * @throws CartableError `erasure/not-confirmed`; `sync/already-running`; `store/from-future`; as `scopeOf` and `finishErasure`
 */
export async function erase(
  workspace: Erasable,
  subject: ErasureSubject,
  by: { readonly askedBy: 'teacher'; readonly confirmation: string } | { readonly askedBy: 'school' },
): Promise<ErasedNow> {
  const { store, sync, domain } = workspace;
  const now = domain.clock.now();
  if (sync.isRunning) throw new CartableError('sync/already-running', {}, 'later');
  const scope = scopeOf(store.db, subject, now);
  if (by.askedBy === 'teacher' && folded(by.confirmation) !== folded(scope.name))
    throw new CartableError('erasure/not-confirmed');
  const id = domain.random.id();
  store.write(() => {
    const names = entitiesOf(store.db, scope);
    const filesOf = personalFiles(store.db, scope);
    const { counts, gone } = eraseScope(workspace, scope);
    store.db
      .prepare(
        `INSERT INTO erasure (id, kind, year_label, asked_by, erased_at, counts, remaining) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, subject.kind, scope.yearLabel, by.askedBy, now, JSON.stringify(counts), JSON.stringify(gone));
    keepOut(store.db, id, [...names, ...filesOf(gone)]);
  });
  domain.announce('classes', 'grading', 'lessons', 'library', 'sync', 'settings', 'watch');
  await finishErasure(workspace, id);
  domain.announce('settings');
  return { ...proofOf(workspace, id), mentionCount: countMentions(store.db, scope.names) };
}

/** Call inside a transaction. */
function eraseScope(workspace: Erasable, scope: Scope): { counts: ErasedCounts; gone: string[] } {
  const { store, syncContext, directory, domain } = workspace;
  const counts = countScope(store.db, scope, directory);
  if (counts.unsentEdits > 0) {
    // What is sealed with others would be sent again as it is. Newest first: an edit takes over the base of the earlier one.
    for (const { batchId } of unansweredBatches(syncContext).reverse()) unsealBatch(syncContext, batchId);
  }
  const sizes = localSizes(store.db);
  const gone = eraseRows(store.db, scope, domain.clock.now());
  // A Moodle's cursor holds what is known of every copy.
  if (workspace.account.kind === 'moodle')
    saveCursor(
      syncContext,
      forgetErased(readCursor(syncContext), { copies: scope.submissions, students: scope.students }),
    );
  return { counts: { ...counts, documents: gone.length, documentBytes: bytesOf(gone, sizes) }, gone };
}

interface ErasureRow {
  readonly id: string;
  readonly kind: ErasureProof['kind'];
  readonly yearLabel: string | null;
  readonly askedBy: ErasureProof['askedBy'];
  readonly erasedAt: number;
  readonly finishedAt: number | null;
  readonly counts: string;
  readonly keptOutCount: number;
}

const PROOFS = `SELECT id, kind, year_label AS yearLabel, asked_by AS askedBy, erased_at AS erasedAt,
  finished_at AS finishedAt, counts, kept_out_count AS keptOutCount FROM erasure`;

/** What was erased, newest first. */
export function listErasures({ store }: Erasable): ErasureProof[] {
  const rows = store.db.prepare(`${PROOFS} ORDER BY erased_at DESC, id DESC`).all() as ErasureRow[];
  return rows.map((row) => ({ ...row, counts: JSON.parse(row.counts) as ErasedCounts }));
}

/** @throws CartableError `store/not-found` */
export function proofOf({ store }: Erasable, erasureId: string): ErasureProof {
  const row = store.db.prepare(`${PROOFS} WHERE id = ?`).get(erasureId) as ErasureRow | undefined;
  if (row === undefined) throw new CartableError('store/not-found');
  return { ...row, counts: JSON.parse(row.counts) as ErasedCounts };
}

/** Takes in again, from the next sync on, what the ENT says of what was erased, and files that lie in watched folders. @throws CartableError `store/not-found` */
export function letBack(workspace: Erasable, erasureId: string): void {
  const { store, syncContext, sync } = workspace;
  proofOf(workspace, erasureId);
  if (sync.isRunning) throw new CartableError('sync/already-running', {}, 'later');
  store.write(() => {
    store.db.prepare('DELETE FROM kept_out WHERE erasure_id = ?').run(erasureId);
    store.db.prepare('UPDATE erasure SET kept_out_count = 0 WHERE id = ?').run(erasureId);
    // What was passed over is asked for again, with all the rest.
    saveCursor(syncContext, null);
  });
}

/** Everybody whom the database names, and those of whom only copies and marks are left. */
export function listStudents({ store }: Erasable) {
  const rows = store.db
    .prepare(
      `SELECT student.id, first_name AS firstName, last_name AS lastName,
         0 AS isGone, (SELECT json_group_array(name) FROM (SELECT name FROM class_group JOIN student_class_group
          ON class_group_id = class_group.id WHERE student_id = student.id ORDER BY name)) AS names FROM student
       UNION ALL SELECT id, first_name, last_name, 1, '[]' FROM gone_student`,
    )
    .all() as { id: string; firstName: string; lastName: string; isGone: number; names: string }[];
  return rows
    .map(({ names, isGone, ...student }) => ({
      ...student,
      isGone: isGone === 1,
      classGroupNames: JSON.parse(names) as string[],
    }))
    .sort(
      (a, b) => a.lastName.localeCompare(b.lastName, 'fr') || a.firstName.localeCompare(b.firstName, 'fr'),
    );
}
