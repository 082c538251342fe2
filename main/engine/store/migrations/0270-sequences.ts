import type { Migration } from '../migration.ts';

/**
 * Sequences, their order in each class, and what is planned of lessons: of this computer alone.
 *
 * Where a lesson stands in its class is its date, which the ENT knows: no second order is kept that could say something
 * else. A plan outlives the removal of its lesson or of its sequence, so that undo finds it.
 */
export const sequences: Migration = {
  version: 270,
  name: 'sequences',
  up(db) {
    db.exec(`
CREATE TABLE sequence (id TEXT PRIMARY KEY, title TEXT NOT NULL, subject TEXT NOT NULL, objectives TEXT NOT NULL,
  programme TEXT NOT NULL, competencies TEXT NOT NULL, notes TEXT NOT NULL, expected_sessions INTEGER,
  updated_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE TABLE class_sequence (class_group_id TEXT NOT NULL, sequence_id TEXT NOT NULL REFERENCES sequence (id),
  place INTEGER NOT NULL, PRIMARY KEY (class_group_id, sequence_id)) STRICT;
CREATE TABLE lesson_plan (lesson_id TEXT PRIMARY KEY, sequence_id TEXT REFERENCES sequence (id), minutes INTEGER,
  objectives TEXT NOT NULL) STRICT;
CREATE INDEX lesson_plan_by_sequence ON lesson_plan (sequence_id);
`);
  },
};
