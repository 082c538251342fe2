import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { SubmissionSummary } from '../../../preload/contract/domain.ts';
import type {
  BroughtCopies,
  CopiesPreview,
  CopyChoice,
  CopyGroup,
  LearnedNumber,
  TakenCopies,
} from '../../../preload/contract/exchange.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { toStorageError } from '../store/sqlite-errors.ts';
import { type ArchiveFile, openArchive } from './archive.ts';
import { type FoundGroup, groupFiles } from './copy-groups.ts';
import { readParticipants, settleParticipants, writeParticipant } from './repository.ts';

/** Copies in by a ZIP, as Moodle, Pronote or a colleague make one. */
export const copiesArchiveHandlers = {
  /**
   * Whose files a ZIP holds. Changes nothing, unpacks nothing.
   *
   * @throws CartableError `store/not-found`, as `openArchive`
   */
  async previewCopies(
    context: DomainContext,
    input: { assignmentId: string; path: string },
    signal?: AbortSignal,
  ): Promise<CopiesPreview> {
    const submissions = gradingHandlers.submissions(context, input);
    const { groups, leftOut } = await readGroups(context, { ...input, signal }, submissions);
    const nameOf = new Map(submissions.map((one) => [one.id, listName(one.student)]));
    return {
      groups: groups.map(({ key, written, found, files }): CopyGroup => {
        const ids = idsOf(found);
        return {
          key,
          written,
          match: found.match,
          submissionId: found.match === 'sure' || found.match === 'known' ? found.id : null,
          candidates: ids.map((id) => ({ submissionId: id, name: nameOf.get(id) ?? '' })),
          files: files.map(({ file, name }) => ({ name, sizeBytes: file.sizeBytes })),
        };
      }),
      leftOut: leftOut.map(({ path, obstacle }) => ({ name: path, obstacle: obstacle ?? 'unreadable' })),
      copies: submissions.map((one) => ({ submissionId: one.id, name: listName(one.student) })),
    };
  },

  /**
   * Makes the files of a ZIP documents of copies: unpacked, optimised, then attached, all or none.
   *
   * What a copy holds already is passed over; a file that no one can open is left out and named.
   * @throws CartableError `store/not-found`, `store/disk-full`, as `openArchive`; or the signal's reason
   */
  async takeCopies(
    context: DomainContext,
    input: { assignmentId: string; path: string; choices: readonly CopyChoice[] },
    signal?: AbortSignal,
  ): Promise<TakenCopies> {
    const submissions = gradingHandlers.submissions(context, input);
    const own = new Set(submissions.map(({ id }) => id));
    const { groups } = await readGroups(context, { ...input, signal }, submissions);
    const chosen = input.choices.map(({ key, submissionId }) => {
      const group = groups.find((one) => one.key === key);
      if (group === undefined || !own.has(submissionId))
        throw new CartableError('store/not-found', {}, 'never');
      return { group, submissionId };
    });
    const brought: { submissionId: string; documentId: string }[] = [];
    try {
      const refused = await bringAll(context, chosen, brought, signal);
      const learned = context.store.write(() => ({
        numbers: learnNumbers(context, input.assignmentId, chosen),
        ids: gradingHandlers.collect(context, brought),
      }));
      const copyCount = new Set(brought.map(({ submissionId }) => submissionId)).size;
      return { ...learned, copyCount, refused };
    } catch (error) {
      for (const { documentId } of brought) libraryHandlers.forget(context, documentId);
      throw error;
    }
  },

  /** Takes away what a ZIP brought, and forgets whose its numbers were said to be. */
  removeCopies(context: DomainContext, brought: BroughtCopies): Record<string, never> {
    return context.store.write(() => {
      settleParticipants(context.store.db, brought.numbers, 'before');
      return gradingHandlers.removeCollected(context, brought);
    });
  },

  /** Undo of `removeCopies`. */
  restoreCopies(context: DomainContext, brought: BroughtCopies): Record<string, never> {
    return context.store.write(() => {
      settleParticipants(context.store.db, brought.numbers, 'after');
      return gradingHandlers.restoreCollected(context, brought);
    });
  },
};

interface ChosenGroup {
  readonly group: FoundGroup;
  readonly submissionId: string;
}

/** Whom a group of files may mean, the likeliest first. */
function idsOf(found: FoundGroup['found']): readonly string[] {
  if (found.match === 'none') return [];
  if (found.match === 'doubtful') return found.ids;
  return found.match === 'sure' ? [found.id] : [found.id, ...found.ids.filter((id) => id !== found.id)];
}

/**
 * Remembers whose Moodle's numbers are, as the teacher has just said. Returns what that changed.
 *
 * A number beside another student's name is not learned: what is given back would go to that one.
 */
function learnNumbers(
  { store }: DomainContext,
  assignmentId: string,
  chosen: readonly ChosenGroup[],
): LearnedNumber[] {
  const before = readParticipants(store.db, assignmentId);
  for (const { group, submissionId } of chosen) {
    const isAnothers =
      group.found.match === 'known'
        ? group.found.ids.length > 0 && !group.found.ids.includes(submissionId)
        : group.found.match !== 'none' && !idsOf(group.found).includes(submissionId);
    if (group.participant !== null && !isAnothers)
      writeParticipant(store.db, submissionId, group.participant);
  }
  const after = readParticipants(store.db, assignmentId);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((submissionId) => before.get(submissionId) !== after.get(submissionId))
    .map((submissionId) => ({
      submissionId,
      before: before.get(submissionId) ?? null,
      after: after.get(submissionId) ?? null,
    }));
}

/** Unpacks and optimises one file after the other; `brought` holds what has come so far. Returns what was refused. */
async function bringAll(
  context: DomainContext,
  chosen: readonly ChosenGroup[],
  brought: { submissionId: string; documentId: string }[],
  signal: AbortSignal | undefined,
): Promise<TakenCopies['refused']> {
  const refused: TakenCopies['refused'] = [];
  const files = chosen.flatMap(({ group, submissionId }) =>
    group.files.map(({ file, name }) => ({ file, name, submissionId })),
  );
  for (const [done, { file, name, submissionId }] of files.entries()) {
    signal?.throwIfAborted();
    context.tellProgress({ work: 'copies', done, total: files.length });
    try {
      const documentId = await bring(context, { file, name, submissionId }, signal);
      if (documentId !== null) brought.push({ submissionId, documentId });
    } catch (error) {
      if (!(error instanceof CartableError) || error.code !== 'library/file-refused') throw error;
      refused.push({ name, reason: String(error.params.reason) });
    }
  }
  context.tellProgress({ work: 'copies', done: files.length, total: files.length });
  return refused;
}

/** Null: the copy holds these bytes already. */
async function bring(
  context: DomainContext,
  { file, name, submissionId }: { file: ArchiveFile; name: string; submissionId: string },
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const bytes = file.unpack();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (gradingHandlers.presentHashes(context, submissionId).has(sha256)) return null;
  const path = context.vault.incomingPath();
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 }).catch((error) => {
      throw toStorageError(error);
    });
    return (await context.importMade({ path, name }, signal)).documentId;
  } finally {
    await rm(path, { force: true });
  }
}

async function readGroups(
  context: DomainContext,
  { assignmentId, path, signal }: { assignmentId: string; path: string; signal: AbortSignal | undefined },
  submissions: readonly SubmissionSummary[],
): Promise<{ groups: FoundGroup[]; leftOut: ArchiveFile[] }> {
  const files = await openArchive(context, path, signal);
  const numbers = new Map(
    [...readParticipants(context.store.db, assignmentId)].map(([submissionId, number]) => [
      number,
      submissionId,
    ]),
  );
  const takeable = files.filter(({ obstacle }) => obstacle === null);
  const leftOut = files.filter(({ obstacle }) => obstacle !== null);
  return { groups: groupFiles(takeable, submissions, numbers), leftOut };
}
