import type { EngineEvent } from '../../../preload/contract/events.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { ownName } from './own-name.ts';
import { findCopy, type WorkingCopy, writeCopy } from './repository.ts';

type Taken = Omit<Extract<EngineEvent, { type: 'copy-taken' }>, 'type'>;

interface Saved {
  readonly copy: WorkingCopy;
  readonly path: string;
  /** Of the file as it was saved. */
  readonly sha256: string;
  readonly signal: AbortSignal;
}

/**
 * Takes a file that was saved in another program back into its lesson: optimised, in the place of the document that it was opened from.
 *
 * That one is taken off, as undo wants it. One that has become another one meanwhile, from elsewhere, stays, and so does the lesson
 * without it where the teacher has taken it off: the file is joined beside. Null: the lesson has these bytes already.
 * @throws CartableError `library/lesson-gone`: its lesson may be put back, so that nothing counts as taken; `library/file-refused`,
 *   `store/disk-full`; or the signal's reason
 */
export async function takeBack(
  context: DomainContext,
  { copy, path, sha256, signal }: Saved,
): Promise<Taken | null> {
  const { name: nameThere } = placeOf(context, copy);
  // A name that not every system takes comes back as it was.
  const name = ownName(nameThere) === copy.name ? nameThere : copy.name;
  let taken: Taken | null = null;
  // In the transaction that writes it down: whatever comes between would leave a document of an erased lesson.
  await context.importMade({ path, name }, signal, (document) => {
    taken = hang(context, { copy, sha256, document });
  });
  return taken;
}

function hang(
  context: DomainContext,
  { copy, sha256, document }: Pick<Saved, 'copy' | 'sha256'> & { readonly document: ImportedDocument },
): Taken | null {
  const { db } = context.store;
  const known = findCopy(db, copy.id);
  if (known === undefined) throw lessonGone(copy);
  const done = { ...known, takenSha256: sha256, usedAt: context.clock.now() };
  const place = placeOf(context, known);
  if (place.sha256 === document.sha256) {
    writeCopy(db, done);
    return null;
  }
  const { id: resourceId, ownerId: lessonId, isKnown: isReplaced } = place;
  const { documentId } = document;
  const after = lessonsHandlers.replaceResource(context, { resourceId, documentId, isReplaced });
  const now = { resourceId: after, resourceSha256: document.sha256 };
  writeCopy(db, { ...done, ...now, replacedId: resourceId, replacedSha256: place.sha256 });
  return { lessonId, name: document.name, before: isReplaced ? resourceId : null, after };
}

/** The document that hangs there of it, or the one that undo has put back. @throws CartableError `library/lesson-gone` */
function placeOf(context: DomainContext, copy: WorkingCopy) {
  const { resourceId, resourceSha256, replacedId, replacedSha256 } = copy;
  const find = (id: string | null, bytes: string | null) => {
    const found = id === null ? undefined : lessonsHandlers.findResource(context, id);
    return found === undefined ? null : { ...found, isKnown: found.isThere && found.sha256 === bytes };
  };
  const present = find(resourceId, resourceSha256);
  const putBack = find(replacedId, replacedSha256);
  const place = present?.isThere !== true && putBack?.isThere === true ? putBack : present;
  if (place?.isOwnerThere !== true) throw lessonGone(copy);
  return place;
}

function lessonGone({ name }: WorkingCopy): CartableError {
  return new CartableError('library/lesson-gone', { name }, 'later');
}
