import type { Migration } from '../migration.ts';

/**
 * The teacher's comment bank: of this computer alone, the ENT is never told.
 *
 * `bank_use` counts how often a comment was taken for an assignment. `bank_ignored` holds proposals that the teacher does
 * not want, as `foldSentence` writes them.
 */
export const commentBank: Migration = {
  version: 160,
  name: 'comment-bank',
  up(db) {
    db.exec(`
CREATE TABLE bank_comment (id TEXT PRIMARY KEY, text TEXT NOT NULL, folder TEXT NOT NULL, tags TEXT NOT NULL,
  updated_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE TABLE bank_use (bank_comment_id TEXT NOT NULL, assignment_id TEXT NOT NULL, uses INTEGER NOT NULL,
  PRIMARY KEY (bank_comment_id, assignment_id)) STRICT;
CREATE TABLE bank_ignored (sentence TEXT PRIMARY KEY, ignored_at INTEGER NOT NULL) STRICT;
`);
  },
};
