import type { CalendarException, SlotFields, WeekCycle } from '../../../preload/contract/timetable.ts';
import type { Db } from '../store/store.ts';

export type SlotRow = SlotFields & { readonly id: string; readonly classGroupName: string };

const SLOTS = `
  SELECT timetable_slot.id, class_group_id AS classGroupId, class_group.name AS classGroupName, weekday,
    from_minute AS fromMinute, to_minute AS toMinute, weeks, room, part AS "group", first_day AS firstDay,
    last_day AS lastDay
  FROM timetable_slot JOIN class_group ON class_group.id = class_group_id WHERE removed_at IS NULL`;

/** The living lines, in the order of the week. Those of a class that the teacher no longer has are left out. */
export function readSlots(db: Db): SlotRow[] {
  return db.prepare(`${SLOTS} ORDER BY weekday, from_minute, timetable_slot.id`).all() as SlotRow[];
}

export function readSlot(db: Db, id: string): SlotRow | undefined {
  return db.prepare(`${SLOTS} AND timetable_slot.id = ?`).get(id) as SlotRow | undefined;
}

export function writeSlot(db: Db, id: string, fields: SlotFields, now: number): void {
  db.prepare(
    `INSERT INTO timetable_slot (id, class_group_id, weekday, from_minute, to_minute, weeks, room, part, first_day,
       last_day, updated_at)
     VALUES (@id, @classGroupId, @weekday, @fromMinute, @toMinute, @weeks, @room, @group, @firstDay, @lastDay, @now)
     ON CONFLICT (id) DO UPDATE SET class_group_id = @classGroupId, weekday = @weekday, from_minute = @fromMinute,
       to_minute = @toMinute, weeks = @weeks, room = @room, part = @group, first_day = @firstDay,
       last_day = @lastDay, updated_at = @now`,
  ).run({ id, ...fields, now });
}

/** Marks lines or exceptions as removed, or with null as there again. */
export function markRemoved(
  db: Db,
  table: 'timetable_slot' | 'calendar_exception',
  ids: readonly string[],
  removedAt: number | null,
): void {
  const statement = db.prepare(`UPDATE ${table} SET removed_at = ? WHERE id = ?`);
  for (const id of ids) statement.run(removedAt, id);
}

/** Without a school's weeks A and B until the teacher says which is one. */
const NO_CYCLE: WeekCycle = { mondayOfA: null, counts: 'school' };

export function readCycle(db: Db): WeekCycle {
  const row = db.prepare('SELECT monday_of_a AS mondayOfA, counts FROM week_cycle').get();
  return (row as WeekCycle | undefined) ?? NO_CYCLE;
}

export function writeCycle(db: Db, cycle: WeekCycle): void {
  db.prepare(
    `INSERT INTO week_cycle (id, monday_of_a, counts) VALUES (1, @mondayOfA, @counts)
     ON CONFLICT (id) DO UPDATE SET monday_of_a = @mondayOfA, counts = @counts`,
  ).run(cycle);
}

/** The living exceptions, by their first day. */
export function readExceptions(db: Db): CalendarException[] {
  const rows = db
    .prepare(
      `SELECT id, name, first_day AS firstDay, last_day AS lastDay, is_school AS isSchool FROM calendar_exception
       WHERE removed_at IS NULL ORDER BY first_day, id`,
    )
    .all() as (Omit<CalendarException, 'isSchool'> & { isSchool: 0 | 1 })[];
  return rows.map((row) => ({ ...row, isSchool: row.isSchool === 1 }));
}

export function writeException(db: Db, exception: CalendarException): void {
  db.prepare(
    `INSERT INTO calendar_exception (id, name, first_day, last_day, is_school)
     VALUES (@id, @name, @firstDay, @lastDay, @isSchool)
     ON CONFLICT (id) DO UPDATE SET name = @name, first_day = @firstDay, last_day = @lastDay, is_school = @isSchool`,
  ).run({ ...exception, isSchool: exception.isSchool ? 1 : 0 });
}

export function hasClassGroup(db: Db, id: string): boolean {
  return db.prepare('SELECT 1 FROM class_group WHERE id = ?').get(id) !== undefined;
}
