import { rm } from 'node:fs/promises';
import { listName } from '../../../preload/contract/list-name.ts';
import type { TakenPart } from '../../../preload/contract/paper.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { codesOf, type PileRequest, withPile } from './pile-file.ts';
import type { ReadPage } from './pile-task.ts';
import { cutPages } from './pile-thread.ts';
import { turnsOfRun } from './rules.ts';

/**
 * Cuts a pile, and brings its parts to the copies: upright, optimised as pages of writing, all or none.
 *
 * @throws CartableError `store/not-found`, `input/invalid` for pages that the pile lacks or that two parts share,
 *   `library/file-refused`, `store/disk-full`, as `withPile` and `readPages`; or the signal's reason
 */
export function takePile(
  context: DomainContext,
  { source, sha256, parts }: PileRequest & { sha256: string; parts: readonly TakenPart[] },
  signal?: AbortSignal,
): Promise<{ ids: string[] }> {
  return withPile(context, { source, signal }, async (pile) => {
    if (pile.sha256 !== sha256) throw new CartableError('paper/not-a-pile', {}, 'after-user');
    const names = parts.map(({ submissionId }) => nameOf(context, submissionId));
    const pages = await codesOf(context, pile, signal);
    requireApart(parts, pages.length);
    const pieces = parts.map((part) => ({
      path: context.vault.incomingPath(),
      firstPage: part.firstPage,
      turns: turnsOfRun(pagesOf(pages, part).map(({ turn }) => turn)),
    }));
    try {
      await cutPages(pile.path, pieces, { signal, onStep: () => undefined });
      const documentIds = await bringAll(
        context,
        pieces.map(({ path }, index) => ({ path, name: `${names[index]}.pdf` })),
        signal,
      );
      const documents = parts.map(({ submissionId }, index) => ({
        submissionId,
        documentId: documentIds[index] ?? '',
      }));
      return { ids: gradingHandlers.collect(context, documents) };
    } finally {
      for (const { path } of pieces) await rm(path, { force: true });
    }
  });
}

function pagesOf(pages: readonly ReadPage[], { firstPage, lastPage }: TakenPart): readonly ReadPage[] {
  return pages.slice(firstPage, lastPage + 1);
}

function requireApart(parts: readonly TakenPart[], pageCount: number): void {
  let next = 0;
  for (const { firstPage, lastPage } of [...parts].sort((a, b) => a.firstPage - b.firstPage)) {
    if (firstPage < next || lastPage < firstPage || lastPage >= pageCount)
      throw new CartableError('input/invalid', { field: 'parts' }, 'never');
    next = lastPage + 1;
  }
}

/** Makes documents of the parts; none stays when one fails. Returns their ids. */
async function bringAll(
  context: DomainContext,
  files: readonly { path: string; name: string }[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const ids: string[] = [];
  try {
    for (const [done, file] of files.entries()) {
      signal?.throwIfAborted();
      context.tellProgress({ work: 'copies', done, total: files.length });
      ids.push((await bring(context, file, signal)).documentId);
    }
    context.tellProgress({ work: 'copies', done: files.length, total: files.length });
    return ids;
  } catch (error) {
    for (const id of ids) libraryHandlers.forget(context, id);
    throw error;
  }
}

/** What pages of writing may be too much for: the student's work is kept as it was scanned then. */
const TOO_MUCH = ['timed-out', 'crashed', 'too-large'];

async function bring(
  context: DomainContext,
  file: { path: string; name: string },
  signal: AbortSignal | undefined,
): Promise<ImportedDocument> {
  try {
    return await context.importMade({ ...file, preset: 'copy' }, signal);
  } catch (error) {
    const isTooMuch =
      error instanceof CartableError &&
      error.code === 'library/file-refused' &&
      TOO_MUCH.includes(String(error.params.reason));
    if (!isTooMuch) throw error;
    return context.importMade({ ...file, preset: 'original' }, signal);
  }
}

function nameOf(context: DomainContext, submissionId: string): string {
  const { student } = gradingHandlers.submission(context, { submissionId });
  return listName(student).replace(/[/\\:*?"<>|]/g, ' ');
}
