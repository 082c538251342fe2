import type { BankComment, BankProposal } from '../../../preload/contract/comment-bank.ts';
import { compareNames } from '../classes/rules.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { writeNewFile } from '../platform/whole-files.ts';
import { readChosenFile, replaceChosenFile } from '../policies/chosen-files.ts';
import type { Db } from '../store/store.ts';
import { readBank, type WrittenComment, writeBank } from './bank-csv.ts';
import {
  foldSentence,
  proposeSentences,
  sentencesOf,
  type TypedComment,
  withoutFirstName,
} from './bank-rules.ts';
import { readSubmission } from './repository.ts';

/** 4 MiB: five thousand comments of 800 letters. A file above it was chosen by mistake. */
const MAX_FILE_BYTES = 4 << 20;

interface Ids {
  readonly ids: readonly string[];
}

type Nothing = Record<string, never>;

/** What the screens ask of the comment bank. None of it has a place in the outbox: it stays on this computer. */
export const commentBankHandlers = {
  /** Those most used for the assignment first, then those most used, then by their words. */
  list({ store: { db } }: DomainContext, input: { assignmentId: string | null }): BankComment[] {
    const rows = readLiving(db, input.assignmentId);
    return rows.sort((a, b) => b.usesHere - a.usesHere || b.uses - a.uses || compareNames(a.text, b.text));
  },

  /** Sentences of the teacher's own comments that come back and that the bank does not have. */
  proposals({ store: { db } }: DomainContext): BankProposal[] {
    const typed = db
      .prepare(
        `SELECT comment.text, COALESCE(first_name, '') AS firstName FROM comment
         JOIN submission ON submission.id = submission_id LEFT JOIN student ON student.id = student_id
         WHERE is_mine = 1 AND removed_at IS NULL`,
      )
      .all() as TypedComment[];
    const ignored = db.prepare('SELECT sentence FROM bank_ignored').pluck().all() as string[];
    const known = readLiving(db, null).flatMap(({ text }) => [text, ...sentencesOf(text)].map(foldSentence));
    return proposeSentences(typed, new Set([...ignored, ...known]));
  },

  save,

  remove(context: DomainContext, input: Ids): Nothing {
    return setRemoved(context, input, context.clock.now());
  },

  restore(context: DomainContext, input: Ids): Nothing {
    return setRemoved(context, input, null);
  },

  move(context: DomainContext, { ids, folder }: Ids & { folder: string }): Nothing {
    return forEach(context, ids, 'UPDATE bank_comment SET folder = @value WHERE id = @id', folder);
  },

  use(context: DomainContext, { id, assignmentId }: { id: string; assignmentId: string }): Nothing {
    context.store.write(() =>
      context.store.db
        .prepare(
          `INSERT INTO bank_use (bank_comment_id, assignment_id, uses) VALUES (?, ?, 1)
           ON CONFLICT (bank_comment_id, assignment_id) DO UPDATE SET uses = uses + 1`,
        )
        .run(id, assignmentId),
    );
    context.announce('comment-bank');
    return {};
  },

  ignore(context: DomainContext, { text, isIgnored }: { text: string; isIgnored: boolean }): Nothing {
    const { db } = context.store;
    const sentence = foldSentence(text);
    context.store.write(() =>
      isIgnored
        ? db
            .prepare('INSERT OR IGNORE INTO bank_ignored (sentence, ignored_at) VALUES (?, ?)')
            .run(sentence, context.clock.now())
        : db.prepare('DELETE FROM bank_ignored WHERE sentence = ?').run(sentence),
    );
    context.announce('comment-bank');
    return {};
  },

  importFrom,
  exportTo,
};

/**
 * Adds a comment, or changes the one that has this id. A text that the bank has is not added twice.
 *
 * @throws CartableError `store/not-found`
 */
function save(
  context: DomainContext,
  input: WrittenComment & { id?: string | undefined; ofSubmissionId?: string | undefined },
): { id: string; previous: ReturnType<typeof toWritten> | null; isKnown: boolean } {
  const { db } = context.store;
  const { id, ofSubmissionId, ...given } = input;
  const firstName = readSubmission(db, ofSubmissionId ?? '')?.firstName ?? '';
  const written = { ...given, text: withoutFirstName(given.text, firstName) };
  const saved = context.store.write(() => {
    const living = readLiving(db, null);
    if (id === undefined) {
      const twin = living.find(({ text }) => foldSentence(text) === foldSentence(written.text));
      if (twin !== undefined) return { id: twin.id, previous: null, isKnown: true };
      return { id: add(context, written), previous: null, isKnown: false };
    }
    const known = living.find((one) => one.id === id);
    if (known === undefined) throw new CartableError('store/not-found', {}, 'never');
    write(context, id, written);
    return { id, previous: toWritten(known), isKnown: false };
  });
  context.announce('comment-bank');
  return saved;
}

/** @throws CartableError `library/file-missing`, `library/file-unreadable`, `grading/bank-file-refused` */
async function importFrom(
  context: DomainContext,
  { path }: { path: string },
): Promise<{ addedIds: string[]; knownCount: number }> {
  const bytes = await readChosenFile(context, path, MAX_FILE_BYTES);
  const comments = bytes === null ? null : readBank(bytes);
  if (comments === null) throw new CartableError('grading/bank-file-refused');
  const addedIds = context.store.write(() => {
    const known = new Set(readLiving(context.store.db, null).map(({ text }) => foldSentence(text)));
    return comments.flatMap((comment) => {
      const key = foldSentence(comment.text);
      if (known.has(key)) return [];
      known.add(key);
      return [add(context, comment)];
    });
  });
  context.announce('comment-bank');
  return { addedIds, knownCount: comments.length - addedIds.length };
}

/** Writes the whole bank where the teacher asked. @throws CartableError `library/folder-unwritable`, `store/disk-full` */
async function exportTo(context: DomainContext, { path }: { path: string }): Promise<{ count: number }> {
  const comments = readLiving(context.store.db, null).sort(
    (a, b) => compareNames(a.folder, b.folder) || compareNames(a.text, b.text),
  );
  const bytes = writeBank(comments);
  await replaceChosenFile(context, path, (draft) => writeNewFile(draft, [bytes]));
  return { count: comments.length };
}

function readLiving(db: Db, assignmentId: string | null): BankComment[] {
  const rows = db
    .prepare(
      `SELECT bank_comment.id, text, folder, tags, COALESCE(SUM(uses), 0) AS uses,
         COALESCE(SUM(uses) FILTER (WHERE assignment_id = ?), 0) AS usesHere
       FROM bank_comment LEFT JOIN bank_use ON bank_comment_id = bank_comment.id
       WHERE removed_at IS NULL GROUP BY bank_comment.id`,
    )
    .all(assignmentId) as (Omit<BankComment, 'tags'> & { tags: string })[];
  return rows.map((row) => ({ ...row, tags: JSON.parse(row.tags) as string[] }));
}

function toWritten({ text, folder, tags }: BankComment): { text: string; folder: string; tags: string[] } {
  return { text, folder, tags };
}

function add(context: DomainContext, comment: WrittenComment): string {
  const id = context.random.id();
  write(context, id, comment);
  return id;
}

function write({ store, clock }: DomainContext, id: string, { text, folder, tags }: WrittenComment): void {
  store.db
    .prepare(
      `INSERT INTO bank_comment (id, text, folder, tags, updated_at) VALUES (@id, @text, @folder, @tags, @at)
       ON CONFLICT (id) DO UPDATE SET text = @text, folder = @folder, tags = @tags, updated_at = @at`,
    )
    .run({ id, text, folder, tags: JSON.stringify([...new Set(tags)]), at: clock.now() });
}

function setRemoved(context: DomainContext, { ids }: Ids, at: number | null): Nothing {
  return forEach(context, ids, 'UPDATE bank_comment SET removed_at = @value WHERE id = @id', at);
}

function forEach(
  context: DomainContext,
  ids: readonly string[],
  sql: string,
  value: string | number | null,
): Nothing {
  const statement = context.store.db.prepare(sql);
  context.store.write(() => {
    for (const id of ids) statement.run({ id, value });
  });
  context.announce('comment-bank');
  return {};
}
