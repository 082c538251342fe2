import type { Annotations, Mark } from '../../../preload/contract/annotations.ts';
import type { DomainContext } from '../context.ts';
import { detachFile, recordAttached, registerLocalBlob, requireAttached } from '../library/attached-files.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { imagePage } from '../print/image-page.ts';
import { isForsaken } from '../store/named-blobs.ts';
import { upsert } from '../store/upsert.ts';
import type { StoredBlob } from '../vault/vault.ts';
import {
  type AnnotatedRow,
  type DocumentPlace,
  nameInCopy,
  readAnnotated,
  readUnfinished,
  writeAnnotated,
} from './annotated-documents.ts';
import { composeFile, isPdf, readImage, takeHandover } from './annotated-file.ts';
import { nameForCopy } from './anonymity.ts';
import { FEEDBACK } from './handlers.ts';
import { readTeammates } from './teams.ts';

const PDF = 'application/pdf';

/** What the screens ask of annotations. A mark is on the disk when `keep` has answered; the file follows. */
export const annotationsHandlers = {
  /** The marks on a document: none of one that nobody has annotated. */
  read({ store }: DomainContext, place: DocumentPlace): Annotations {
    const { marks, revision, composedRevision } = readAnnotated(store.db, place);
    return { marks: [...marks], revision, composedRevision };
  },

  base,
  keep,
  compose,

  /** Documents whose latest marks are in no file yet: the window was closed, or killed, over them. */
  unfinished({ store }: DomainContext): DocumentPlace[] {
    return readUnfinished(store.db);
  },
};

/**
 * The PDF on which a document is annotated: itself, or one of a page made around an image.
 *
 * @throws CartableError `store/not-found`, `vault/blob-missing`, `annotations/not-annotatable`, `store/disk-full`
 */
async function base(context: DomainContext, place: DocumentPlace): Promise<StoredBlob> {
  const { store, vault, clock } = context;
  requireInCopy(context, place);
  const known = readAnnotated(store.db, place).baseSha256;
  if (known !== null && vault.has(known)) return { sha256: known, sizeBytes: vault.sizeOf(known) };
  const made = await makeBase(context, place.sha256);
  store.write(() => {
    const now = clock.now();
    registerLocalBlob(store.db, { ...made, mediaType: PDF, now });
    writeAnnotated(store.db, place, { ...readAnnotated(store.db, place), baseSha256: made.sha256 }, now);
  });
  return made;
}

async function makeBase({ vault }: DomainContext, sha256: string): Promise<StoredBlob> {
  if (!vault.has(sha256)) throw new CartableError('vault/blob-missing');
  if (await isPdf(vault, sha256)) return { sha256, sizeBytes: vault.sizeOf(sha256) };
  const image = await readImage(vault, sha256);
  const parts = image === null ? null : await imagePage(image);
  if (parts === null) throw new CartableError('annotations/not-annotatable', {}, 'never');
  const writer = vault.startBlob();
  try {
    for (const part of parts) await writer.write(part);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return writer.commit();
}

/**
 * Keeps the marks as they are now. Without any, the annotated copy is taken back.
 *
 * @throws CartableError `store/not-found`
 */
function keep(
  context: DomainContext,
  { marks, ...place }: DocumentPlace & { marks: readonly Mark[] },
): { revision: number } {
  const { db } = context.store;
  const { revision, isTakenBack } = context.store.write(() => {
    const row = readAnnotated(db, place);
    if (row.revision === 0) requireInCopy(context, place);
    const revision = row.revision + 1;
    const isTakenBack = marks.length === 0 && takeBack(context, place.submissionId, row);
    const composedRevision = marks.length === 0 ? revision : row.composedRevision;
    writeAnnotated(db, place, { ...row, marks, revision, composedRevision }, context.clock.now());
    return { revision, isTakenBack };
  });
  if (isTakenBack) context.announce('grading', 'library');
  return { revision };
}

/**
 * Makes the annotated copy and gives it back: the base's own bytes, then what was handed over.
 *
 * Null when the marks have all been taken back meanwhile. When anything is wrong, what was given back before stays.
 * @throws CartableError `store/not-found`, `input/invalid`, `annotations/not-an-update`, `vault/blob-missing`,
 *   `vault/blob-corrupt`, `store/disk-full`
 */
async function compose(
  context: DomainContext,
  input: DocumentPlace & { baseSha256: string; revision: number; handover: string },
): Promise<StoredBlob | null> {
  const { store, vault } = context;
  const place = { submissionId: input.submissionId, sha256: input.sha256 };
  const tail = await takeHandover(vault, input.handover);
  if (input.baseSha256 !== (readAnnotated(store.db, place).baseSha256 ?? ''))
    throw new CartableError('annotations/not-an-update', {}, 'never');
  const made = await composeFile(vault, input.baseSha256, tail);
  const earlier = store.write(() => giveBack(context, place, input.revision, made));
  if (earlier !== null && isForsaken(store.db, earlier, context.clock.now())) forget(context, earlier);
  if (earlier === made.sha256) return null;
  context.announce('grading', 'library');
  return made;
}

/** Call inside a transaction. Returns the bytes that have had their time: an earlier file's, or the new one's own. */
function giveBack(
  context: DomainContext,
  place: DocumentPlace,
  revision: number,
  made: StoredBlob,
): string | null {
  const { store, random } = context;
  const now = context.clock.now();
  const row = readAnnotated(store.db, place);
  registerLocalBlob(store.db, { ...made, mediaType: PDF, now });
  if (row.marks.length === 0 || revision <= row.composedRevision) return made.sha256;
  const feedbackId = ownFeedback(context, row) ?? random.id();
  give(context, { submissionId: place.submissionId, feedbackId }, place, made);
  for (const { submissionId, feedbackId: known } of matesFeedback(context, place.submissionId, row))
    give(context, { submissionId, feedbackId: known ?? random.id() }, place, made);
  const composed = { composedRevision: revision, composedSha256: made.sha256, feedbackId };
  writeAnnotated(store.db, place, { ...row, ...composed, earlierSha256: row.composedSha256 }, now);
  return row.earlierSha256;
}

/** Hangs the annotated copy on a submission. Call inside a transaction. */
function give(
  context: DomainContext,
  { submissionId, feedbackId }: { submissionId: string; feedbackId: string },
  place: DocumentPlace,
  made: StoredBlob,
): void {
  const { store, random, clock } = context;
  upsert(
    store.db,
    'feedback',
    {
      id: feedbackId,
      submission_id: submissionId,
      document_id: null,
      name: annotatedName(nameForCopy(context, submissionId, nameInCopy(store.db, place) ?? 'copie')),
      sha256: made.sha256,
      bytes: made.sizeBytes,
      media_type: PDF,
      removed_at: null,
    },
    { file_id: random.id(), added_at: clock.now() },
  );
  recordAttached(context, FEEDBACK, requireAttached(context, 'feedback', feedbackId));
}

/** The members who are graded with a copy, and the file that these marks made there; null: none, or another device's by now. */
function matesFeedback(
  { store }: DomainContext,
  submissionId: string,
  { composedSha256 }: AnnotatedRow,
): { submissionId: string; feedbackId: string | null }[] {
  const find = store.db
    .prepare(
      'SELECT id FROM feedback WHERE submission_id = ? AND sha256 = ? ORDER BY removed_at IS NOT NULL, id LIMIT 1',
    )
    .pluck();
  return readTeammates(store.db, submissionId).map((mate) => ({
    submissionId: mate,
    feedbackId: (find.get(mate, composedSha256) ?? null) as string | null,
  }));
}

/** Takes the annotated copy back from whoever has it. Call inside a transaction. */
function takeBack(context: DomainContext, submissionId: string, row: AnnotatedRow): boolean {
  const all = [ownFeedback(context, row)];
  if (row.composedSha256 !== null)
    all.push(...matesFeedback(context, submissionId, row).map(({ feedbackId }) => feedbackId));
  const given = all.filter((id) => id !== null);
  for (const id of given) detachFile(context, FEEDBACK, id);
  return given.length > 0;
}

/** The file given back that these marks made, unless another device has put its own in that place. */
function ownFeedback({ store }: DomainContext, row: AnnotatedRow): string | null {
  if (row.feedbackId === null) return null;
  const sha256 = store.db.prepare('SELECT sha256 FROM feedback WHERE id = ?').pluck().get(row.feedbackId);
  return sha256 === row.composedSha256 ? row.feedbackId : null;
}

/** The row first: a kill in between leaves a file that the next sweep removes. */
function forget({ store, vault }: DomainContext, sha256: string): void {
  store.write(() => store.db.prepare('DELETE FROM blob WHERE sha256 = ?').run(sha256));
  vault.remove(sha256);
}

/** "photo.jpg" -> "photo (annotée).pdf", within what the ENT takes. */
function annotatedName(name: string): string {
  const stem = name.replace(/\.[^.]{1,10}$/, '') || 'copie';
  return `${stem.slice(0, 280)} (annotée).pdf`;
}

function requireInCopy({ store }: DomainContext, place: DocumentPlace): void {
  if (nameInCopy(store.db, place) === undefined) throw new CartableError('store/not-found', {}, 'never');
}
