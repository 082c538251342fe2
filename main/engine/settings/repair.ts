import type { BrokenDocument, DoctorReport } from '../../../preload/contract/settings.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { examineWorkspace } from './doctor.ts';

/**
 * Mends what can be mended of the documents, and examines again.
 *
 * Made again from its original where that is here; else, if the ENT has it, marked as not here, so that the next sync
 * brings it. Damaged bytes are set aside, never deleted: then the same file, added once more, takes their place. The
 * database itself is not touched: a back-up is what helps there.
 * @throws CartableError `store/from-future`, `store/disk-full`
 */
export async function repairWorkspace(context: DomainContext): Promise<DoctorReport> {
  if (context.store.isReadOnly) throw new CartableError('store/from-future');
  const { brokenDocuments } = await examineWorkspace(context);
  const repaired = { remade: 0, toFetch: 0, forgotten: 0 };
  const notRemade = new Set<string>();
  for (const document of brokenDocuments) {
    const { sha256, damage, remedy } = document;
    if (damage === 'damaged') await context.vault.setAside(sha256);
    if (remedy === 'remake') {
      if (await context.remakeRendition(sha256)) repaired.remade += 1;
      else notRemade.add(sha256);
    } else if (remedy !== 'none') {
      markAbsent(context, document);
      repaired[remedy === 'fetch' ? 'toFetch' : 'forgotten'] += 1;
    }
  }
  if (brokenDocuments.length > 0) context.announce('library', 'grading', 'lessons');
  const report = await examineWorkspace(context);
  const left = report.brokenDocuments.map((document) =>
    notRemade.has(document.sha256) ? { ...document, remedy: 'none' as const } : document,
  );
  return { ...report, brokenDocuments: left, repaired };
}

function markAbsent({ store }: DomainContext, { sha256 }: BrokenDocument): void {
  store.write(() => store.db.prepare('UPDATE blob SET is_local = 0 WHERE sha256 = ?').run(sha256));
}
