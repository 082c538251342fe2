import { lstat, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DomainContext } from '../context.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { hashFile } from '../platform/whole-files.ts';
import { requireAllowedFolder } from '../policies/obey.ts';
import { erasureOf, fileByBytes, fileByPlace, keepOut } from '../store/kept-out.ts';
import { isBelow, lookAt } from './folder-tree.ts';
import {
  changeFile,
  type FileRow,
  findFolder,
  findSameBytes,
  forgetFile,
  isInLibrary,
} from './repository.ts';
import { mayBePile, shareOut } from './scans.ts';

/** A film is not copied unasked: the teacher who wants to send it adds it by hand. */
const LARGEST_BYTES = 200_000_000;

export interface WaitingFile {
  readonly file: FileRow;
  /** Its folder's path. */
  readonly root: string;
  /** Whose scanned copies arrive in its folder; null: files of any kind. */
  readonly assignmentId: string | null;
}

/**
 * Brings one file of a watched folder in, and proposes it; or finds that there is nothing to propose.
 *
 * The same bytes are proposed once, wherever they lie and whatever they are called. The file is only read.
 * @returns 'again' for a file that is no longer what had been noted: it has to settle anew
 * @throws CartableError `store/*`; or the signal's reason
 */
export async function takeIn(
  context: DomainContext,
  waiting: WaitingFile,
  signal: AbortSignal,
): Promise<'done' | 'again'> {
  const { file, root } = waiting;
  const path = join(root, file.path);
  try {
    // A link put in its way must not lead to a file that lies elsewhere.
    const isStillWithin = isBelow(await realpath(root), await realpath(path));
    if (!isStillWithin || !(await isAsNoted(waiting, path))) {
      putBack(context, file);
      return 'again';
    }
    if (file.bytes > LARGEST_BYTES) {
      settle(context, file, { state: 'refused', reason: 'too-heavy' });
      return 'done';
    }
    const { sha256 } = await hashFile(path);
    signal.throwIfAborted();
    if (isErased(context, file, sha256)) return 'done';
    if (!(await isKnown(context, waiting, sha256))) await propose(context, waiting, { path, sha256, signal });
    return 'done';
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof CartableError && error.code.startsWith('store/')) throw error;
    // Gone, held by another program, or its drive is: what is still there is found again by the next reading.
    if (isOfTheFile(error)) putBack(context, file);
    else throw error;
    return 'done';
  }
}

/**
 * Whether these bytes are a copy of a student who was erased here, under whatever name: they are proposed no more.
 *
 * Whoever wants them all the same gives them to the list by hand (dropped.ts), or lets the student back.
 */
function isErased(context: DomainContext, file: FileRow, sha256: string): boolean {
  const { db } = context.store;
  const erasureId = erasureOf(db, fileByBytes(sha256));
  if (erasureId === null) return false;
  context.store.write(() => {
    if (file.state === 'new') {
      keepOut(db, erasureId, [fileByPlace(file)]);
      forgetFile(db, file.id);
    } else changeFile(db, file.id, { isWaiting: 0 });
  });
  context.announce('watch');
  return true;
}

async function isAsNoted({ file, root }: WaitingFile, path: string): Promise<boolean> {
  const seen = await lookAt(root, path);
  return seen?.bytes === file.bytes && seen.modifiedAt === file.modifiedAt;
}

function isOfTheFile(error: unknown): boolean {
  if (error instanceof CartableError) return error.code.startsWith('library/');
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** Forgets what is remembered of its size and time, so that it is found anew; what had been decided stays. */
function putBack(context: DomainContext, file: FileRow): void {
  context.store.write(() => {
    if (file.state === 'new') forgetFile(context.store.db, file.id);
    else changeFile(context.store.db, file.id, { isWaiting: 0, bytes: -1 });
  });
}

/** Whether these bytes have come in before, under this name or another. */
async function isKnown(context: DomainContext, { file }: WaitingFile, sha256: string): Promise<boolean> {
  const { db } = context.store;
  // Its hash is written down before it comes in: an engine that died in between finds it so, and goes on.
  const isBegun = file.sha256 === sha256 && file.state === 'new';
  if (file.sha256 === sha256 && !isBegun) {
    context.store.write(() => changeFile(db, file.id, { isWaiting: 0 }));
    return true;
  }
  const twin = findSameBytes(db, sha256, file.id);
  if (twin?.state === 'proposed' && file.state === 'new' && !(await isThere(context, twin))) {
    follow(context, file, twin);
    return true;
  }
  if (twin === undefined && (isBegun || !isInLibrary(db, sha256))) return false;
  settle(context, file, { state: 'same', sha256 });
  return true;
}

async function isThere(context: DomainContext, file: FileRow): Promise<boolean> {
  const folder = findFolder(context.store.db, { id: file.folderId });
  if (folder === undefined) return false;
  return lstat(join(folder.path, file.path)).then(
    () => true,
    (error) => error.code !== 'ENOENT',
  );
}

/** A file that was moved or renamed keeps its place in the list, under its new name. */
function follow(context: DomainContext, file: FileRow, twin: FileRow): void {
  const { folderId, path, bytes, modifiedAt } = file;
  context.store.write(() => {
    forgetFile(context.store.db, file.id);
    changeFile(context.store.db, twin.id, { folderId, path, bytes, modifiedAt });
    if (twin.documentId !== null) libraryHandlers.rename(context, twin.documentId, basename(path));
  });
  context.announce('watch');
}

async function propose(
  context: DomainContext,
  { file, assignmentId }: WaitingFile,
  { path, sha256, signal }: { path: string; sha256: string; signal: AbortSignal },
): Promise<void> {
  if (file.state === 'new') context.store.write(() => changeFile(context.store.db, file.id, { sha256 }));
  try {
    if (assignmentId !== null && mayBePile(path)) {
      await takePile(context, file, { path, assignmentId, signal });
      return;
    }
    const { documentId } = await context.importDocument(path, signal);
    settle(context, file, {
      state: 'proposed',
      sha256: originalOf(context, documentId) ?? sha256,
      documentId,
    });
  } catch (error) {
    if (!(error instanceof CartableError) || error.code !== 'library/file-refused') throw error;
    settle(context, file, { state: 'refused', sha256, reason: String(error.params.reason) });
  }
}

/**
 * Keeps a scanned pile as it is, for it is its parts that are made small, and shares it out among the copies.
 *
 * It waits for an answer only where pages are doubtful; else it is what need not be put anywhere.
 */
async function takePile(
  context: DomainContext,
  file: FileRow,
  { path, assignmentId, signal }: { path: string; assignmentId: string; signal: AbortSignal },
): Promise<void> {
  requireAllowedFolder(context.policies, path);
  const made = { path, name: basename(path), preset: 'original' } as const;
  const { documentId } = await context.importMade(made, signal);
  const sha256 = originalOf(context, documentId) ?? '';
  const shared = await shareOut(context, { sha256, assignmentId }, signal);
  const pileCopies = shared?.copyCount ?? null;
  settle(
    context,
    file,
    shared?.isWhole === true
      ? { state: 'ignored', sha256, documentId, pileCopies, decidedAt: context.clock.now() }
      : { state: 'proposed', sha256, documentId, pileCopies },
  );
}

function originalOf(context: DomainContext, documentId: string): string | undefined {
  return libraryHandlers.find(context, documentId)?.original.sha256;
}

/** What came of a file. A version of it that had not been decided on makes room. */
function settle(
  context: DomainContext,
  file: FileRow,
  change: Pick<FileRow, 'state'> &
    Partial<Pick<FileRow, 'sha256' | 'documentId' | 'reason' | 'pileCopies'>> & { decidedAt?: number },
): void {
  const now = context.clock.now();
  context.store.write(() => {
    changeFile(context.store.db, file.id, {
      documentId: null,
      reason: null,
      attachedKind: null,
      attachedId: null,
      pileCopies: null,
      decidedAt: null,
      ...change,
      isWaiting: 0,
      foundAt: now,
    });
    if (file.documentId !== null && file.documentId !== change.documentId)
      libraryHandlers.forget(context, file.documentId);
  });
  context.announce('watch', 'library');
}
