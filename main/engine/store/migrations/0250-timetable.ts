import type { Migration } from '../migration.ts';

/**
 * The teacher's weekly timetable, and what is known better than by the shipped calendar: of this computer alone.
 *
 * Days are ISO dates of the school's calendar, minutes since its midnight, weekdays ISO (1 is Monday). `part` is a part
 * of the class. There is at most one week cycle.
 */
export const timetable: Migration = {
  version: 250,
  name: 'timetable',
  up(db) {
    db.exec(`
CREATE TABLE timetable_slot (id TEXT PRIMARY KEY, class_group_id TEXT NOT NULL,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7), from_minute INTEGER NOT NULL, to_minute INTEGER NOT NULL,
  weeks TEXT NOT NULL CHECK (weeks IN ('every', 'A', 'B')), room TEXT NOT NULL, part TEXT NOT NULL,
  first_day TEXT, last_day TEXT, updated_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
CREATE TABLE week_cycle (id INTEGER PRIMARY KEY CHECK (id = 1), monday_of_a TEXT,
  counts TEXT NOT NULL CHECK (counts IN ('calendar', 'school'))) STRICT;
CREATE TABLE calendar_exception (id TEXT PRIMARY KEY, name TEXT NOT NULL, first_day TEXT NOT NULL,
  last_day TEXT NOT NULL, is_school INTEGER NOT NULL, removed_at INTEGER) STRICT;
`);
  },
};
