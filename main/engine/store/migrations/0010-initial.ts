import type { Migration } from '../migration.ts';

/**
 * The first schema.
 *
 * Three kinds of tables: what the ENT alone writes (school years to submissions), what the teacher writes
 * (grades to homework; `removed_at` instead of deletion, so that undo brings a row back with its id), and
 * what sync keeps (outbox, merge bases, sessions). Hashes are lower-case hex, times epoch ms UTC, points
 * and coefficients hundredths.
 */
export const initial: Migration = {
  version: 10,
  name: 'initial',
  up(db) {
    db.exec(`
CREATE TABLE account (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('ent', 'demo')), url TEXT NOT NULL, login TEXT NOT NULL,
  display_name TEXT NOT NULL, school_name TEXT NOT NULL, zone TEXT NOT NULL, timezone TEXT NOT NULL,
  dataset_id TEXT NOT NULL, device_id TEXT NOT NULL, connected_at INTEGER NOT NULL) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

CREATE TABLE school_year (id TEXT PRIMARY KEY, label TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT;
CREATE TABLE period (id TEXT PRIMARY KEY, label TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  is_closed INTEGER NOT NULL) STRICT;
CREATE TABLE subject (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE class_group (id TEXT PRIMARY KEY, name TEXT NOT NULL, subject_id TEXT NOT NULL) STRICT;
CREATE TABLE student (id TEXT PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL) STRICT;
CREATE TABLE student_class_group (student_id TEXT NOT NULL, class_group_id TEXT NOT NULL,
  PRIMARY KEY (student_id, class_group_id)) STRICT, WITHOUT ROWID;
CREATE INDEX student_class_group_by_class ON student_class_group (class_group_id);
CREATE TABLE assignment (id TEXT PRIMARY KEY, class_group_id TEXT NOT NULL, period_id TEXT, title TEXT NOT NULL,
  instructions TEXT NOT NULL, max_x100 INTEGER NOT NULL, coefficient_x100 INTEGER NOT NULL, due_at INTEGER) STRICT;
CREATE INDEX assignment_by_class ON assignment (class_group_id);
CREATE TABLE submission (id TEXT PRIMARY KEY, assignment_id TEXT NOT NULL, student_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('submitted', 'late', 'missing')), submitted_at INTEGER, text TEXT NOT NULL) STRICT;
CREATE INDEX submission_by_assignment ON submission (assignment_id);
-- One file may be the work of several students: its id is the ENT's, and not a key here.
CREATE TABLE submission_file (submission_id TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media_type TEXT NOT NULL,
  PRIMARY KEY (submission_id, position)) STRICT, WITHOUT ROWID;

CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, media_type TEXT NOT NULL,
  is_local INTEGER NOT NULL DEFAULT 0, server_has INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL) STRICT;
-- A file that the teacher brought: the original, and what the optimiser made of it.
CREATE TABLE document (id TEXT PRIMARY KEY, name TEXT NOT NULL,
  original_sha256 TEXT NOT NULL REFERENCES blob (sha256), original_name TEXT NOT NULL,
  sent_sha256 TEXT NOT NULL REFERENCES blob (sha256),
  outcome TEXT NOT NULL CHECK (outcome IN ('optimised', 'kept')), reason TEXT, recipe TEXT, preset TEXT NOT NULL,
  added_at INTEGER NOT NULL) STRICT;
CREATE INDEX document_by_original ON document (original_sha256);
-- What the optimiser answered, by everything that it depends on: the same file is never optimised twice.
CREATE TABLE rendition (original_sha256 TEXT NOT NULL, preset TEXT NOT NULL, recipe TEXT NOT NULL, outcome TEXT NOT NULL,
  reason TEXT, sha256 TEXT, media_type TEXT, extension TEXT,
  PRIMARY KEY (original_sha256, preset, recipe)) STRICT, WITHOUT ROWID;

-- A grade is named by its submission: two devices that grade one copy offline meet in one row.
CREATE TABLE grade (submission_id TEXT PRIMARY KEY, points_x100 INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
CREATE TABLE comment (id TEXT PRIMARY KEY, submission_id TEXT NOT NULL, text TEXT NOT NULL, author_name TEXT NOT NULL,
  is_mine INTEGER NOT NULL, updated_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE INDEX comment_by_submission ON comment (submission_id);
CREATE TABLE feedback (id TEXT PRIMARY KEY, submission_id TEXT NOT NULL, document_id TEXT REFERENCES document (id),
  file_id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media_type TEXT NOT NULL,
  added_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE INDEX feedback_by_submission ON feedback (submission_id);
CREATE TABLE lesson (id TEXT PRIMARY KEY, class_group_id TEXT NOT NULL, title TEXT NOT NULL, starts_at INTEGER NOT NULL,
  is_published INTEGER NOT NULL, blocks TEXT NOT NULL, updated_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE INDEX lesson_by_start ON lesson (starts_at);
CREATE TABLE resource (id TEXT PRIMARY KEY, lesson_id TEXT NOT NULL, document_id TEXT REFERENCES document (id),
  file_id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media_type TEXT NOT NULL,
  added_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE INDEX resource_by_lesson ON resource (lesson_id);
CREATE TABLE homework (id TEXT PRIMARY KEY, lesson_id TEXT, class_group_id TEXT NOT NULL, text TEXT NOT NULL,
  due_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE INDEX homework_by_lesson ON homework (lesson_id);
CREATE INDEX homework_by_due ON homework (due_at);

CREATE TABLE outbox_batch (batch_id TEXT PRIMARY KEY, batch_no INTEGER NOT NULL UNIQUE, body BLOB NOT NULL,
  body_sha256 TEXT NOT NULL, sealed_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE outbox_op (
  op_id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, entity TEXT NOT NULL, entity_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('put', 'delete')), base_version INTEGER, base_op TEXT, payload TEXT,
  lane TEXT NOT NULL CHECK (lane IN ('urgent', 'normal', 'bulk')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sealed', 'conflict', 'refused', 'parked')),
  batch_id TEXT REFERENCES outbox_batch (batch_id), attempts INTEGER NOT NULL DEFAULT 0, last_code TEXT,
  created_at INTEGER NOT NULL) STRICT;
-- A second edit of what still waits replaces the first, so there is never more than one pending edit an entity.
CREATE UNIQUE INDEX outbox_op_pending ON outbox_op (entity, entity_id) WHERE state = 'pending';
CREATE INDEX outbox_op_by_entity ON outbox_op (entity, entity_id);
CREATE TABLE op_blob (op_id TEXT NOT NULL REFERENCES outbox_op (op_id) ON DELETE CASCADE, sha256 TEXT NOT NULL,
  PRIMARY KEY (op_id, sha256)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_done (op_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL,
  outcome TEXT NOT NULL, version INTEGER, answered_at INTEGER NOT NULL) STRICT;
-- The merge base: what the ENT and this device last agreed on. body NULL: deleted there.
CREATE TABLE synced_copy (entity TEXT NOT NULL, entity_id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT, by TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (entity, entity_id)) STRICT, WITHOUT ROWID;
CREATE TABLE conflict (id TEXT PRIMARY KEY, op_id TEXT NOT NULL REFERENCES outbox_op (op_id) ON DELETE CASCADE,
  entity TEXT NOT NULL, entity_id TEXT NOT NULL, base TEXT, theirs TEXT, theirs_version INTEGER NOT NULL,
  theirs_by TEXT NOT NULL, theirs_at INTEGER NOT NULL, opened_at INTEGER NOT NULL, UNIQUE (entity, entity_id)) STRICT;
-- Changes that a newer ENT sent and this version does not know: kept for the version that will.
CREATE TABLE parked_change (entity TEXT NOT NULL, entity_id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY (entity, entity_id)) STRICT, WITHOUT ROWID;
CREATE TABLE sync_state (dataset_id TEXT PRIMARY KEY, cursor TEXT, policy TEXT, policy_etag TEXT, paused_until INTEGER,
  ops_limit INTEGER, batch_bytes_limit INTEGER) STRICT;
CREATE TABLE sync_session (id TEXT PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  error_code TEXT, error_params TEXT, requests INTEGER NOT NULL DEFAULT 0, bytes_up INTEGER NOT NULL DEFAULT 0,
  bytes_down INTEGER NOT NULL DEFAULT 0, edits_sent INTEGER NOT NULL DEFAULT 0, changes_received INTEGER NOT NULL DEFAULT 0,
  documents_sent INTEGER NOT NULL DEFAULT 0, documents_received INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX sync_session_by_start ON sync_session (started_at);
`);
  },
};
