import type {
  CalendarDay,
  CalendarException,
  IcsPreview,
  ProposedSlot,
  Session,
  Slot,
  SlotFields,
  Timetable,
  WeekCycle,
} from '../../../preload/contract/timetable.ts';
import { SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';
import { BREAKS_KNOWN_UNTIL, schoolYearOf } from '../calendar/school-days.ts';
import { classesHandlers } from '../classes/handlers.ts';
import type { DomainContext } from '../context.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readChosenFile } from '../policies/chosen-files.ts';
import { exportIcs } from './export-ics.ts';
import { slotsOfCalendar } from './ics-slots.ts';
import { ICS_LIMITS, readIcs } from './read-ics.ts';
import {
  hasClassGroup,
  markRemoved,
  readCycle,
  readExceptions,
  readSlot,
  readSlots,
  writeCycle,
  writeException,
  writeSlot,
} from './repository.ts';
import { clashesOf, proposeSlots } from './rules.ts';
import {
  calendarOf,
  type DaysWanted,
  daysOf,
  firstSessions,
  isPlace,
  type SessionsWanted,
} from './sessions.ts';

type Done = Record<string, never>;

/** What the screens ask of the timetable. None of it has a place in the outbox: it stays on this computer. */
export const timetableHandlers = {
  get(context: DomainContext): Timetable {
    const { db } = context.store;
    const slots = readSlots(db);
    const today = wallTimeOf(context.clock.now(), SCHOOL_CLOCK).date;
    return {
      slots,
      cycle: readCycle(db),
      exceptions: readExceptions(db),
      clashes: clashesOf(slots),
      letterToday: calendarOf(context).letterOf(today),
      breaksKnownUntil: BREAKS_KNOWN_UNTIL,
    };
  },

  propose(context: DomainContext): ProposedSlot[] {
    const { db } = context.store;
    const names = new Map(classesHandlers.list(context).map(({ id, name }) => [id, name]));
    const starts = lessonsHandlers
      .starts(context, {})
      .filter(({ classGroupId }) => names.has(classGroupId))
      .map(({ classGroupId, startsAt }) => ({ classGroupId, ...wallTimeOf(startsAt, SCHOOL_CLOCK) }));
    return proposeSlots(starts, readSlots(db), calendarOf(context).letterOf).map((times) => ({
      ...times,
      classGroupName: names.get(times.classGroupId) ?? '',
      room: '',
      group: '',
      firstDay: null,
      lastDay: null,
    }));
  },

  /** @throws CartableError `store/not-found` (class, or a line that is not there) */
  saveSlot(
    context: DomainContext,
    { id, ...fields }: SlotFields & { id?: string | undefined },
  ): { id: string; previous: SlotFields | null } {
    const { db } = context.store;
    const saved = context.store.write(() => {
      const known = id === undefined ? undefined : readSlot(db, id);
      if ((id !== undefined && known === undefined) || !hasClassGroup(db, fields.classGroupId))
        throw new CartableError('store/not-found', {}, 'never');
      const slotId = id ?? context.random.id();
      writeSlot(db, slotId, fields, context.clock.now());
      return { id: slotId, previous: known === undefined ? null : toFields(known) };
    });
    context.announce('timetable');
    return saved;
  },

  /** @throws CartableError `timetable/not-a-calendar`, `timetable/calendar-too-large`, and as `readChosenFile` */
  async previewIcs(context: DomainContext, { path }: { path: string }): Promise<IcsPreview> {
    const bytes = await readChosenFile(context, path, ICS_LIMITS.bytes);
    const today = wallTimeOf(context.clock.now(), SCHOOL_CLOCK).date;
    const read = bytes === null ? 'too-large' : readIcs(bytes.toString('utf8'), schoolYearOf(today));
    if (read === null) throw new CartableError('timetable/not-a-calendar', {}, 'after-user');
    if (read === 'too-large') throw new CartableError('timetable/calendar-too-large', {}, 'after-user');
    const { groups, leftOutCount } = slotsOfCalendar(read.occurrences, {
      classes: classesHandlers.list(context),
      known: readSlots(context.store.db),
      letterOf: calendarOf(context).letterOf,
    });
    return { groups, leftOutCount: leftOutCount + read.leftOutCount };
  },

  /** @throws CartableError `store/not-found` (class) */
  addSlots(context: DomainContext, { slots }: { slots: readonly SlotFields[] }): { ids: string[] } {
    const ids = context.store.write(() =>
      slots.map((fields) => timetableHandlers.saveSlot(context, fields).id),
    );
    return { ids };
  },

  removeSlots(context: DomainContext, { ids }: { ids: readonly string[] }): Done {
    return setRemoved(context, 'timetable_slot', ids, context.clock.now());
  },

  restoreSlots(context: DomainContext, { ids }: { ids: readonly string[] }): Done {
    return setRemoved(context, 'timetable_slot', ids, null);
  },

  saveCycle(context: DomainContext, cycle: WeekCycle): { previous: WeekCycle } {
    const previous = context.store.write(() => {
      const before = readCycle(context.store.db);
      writeCycle(context.store.db, cycle);
      return before;
    });
    context.announce('timetable');
    return { previous };
  },

  saveException(
    context: DomainContext,
    { id, ...fields }: Omit<CalendarException, 'id'> & { id?: string | undefined },
  ): { id: string } {
    const exceptionId = id ?? context.random.id();
    context.store.write(() => writeException(context.store.db, { ...fields, id: exceptionId }));
    context.announce('timetable');
    return { id: exceptionId };
  },

  removeException(context: DomainContext, { id }: { id: string }): Done {
    return setRemoved(context, 'calendar_exception', [id], context.clock.now());
  },

  restoreException(context: DomainContext, { id }: { id: string }): Done {
    return setRemoved(context, 'calendar_exception', [id], null);
  },

  /** Days beyond `MOST_CALENDAR_DAYS` are left out. */
  days(context: DomainContext, wanted: DaysWanted): CalendarDay[] {
    return [...daysOf(context, wanted)];
  },

  exportTo(
    context: DomainContext,
    input: { path: string; classGroupId?: string | undefined },
  ): Promise<{ count: number }> {
    const { classGroupId } = input;
    return exportIcs(context, input, (days) =>
      [...daysOf(context, { ...days, classGroupId })].flatMap(({ sessions }) => sessions),
    );
  },

  next(context: DomainContext, wanted: SessionsWanted): Session[] {
    return firstSessions(context, wanted, () => true);
  },

  /** Not a procedure of its own: the same, one for each lesson that the class can have, and not one for each of its groups. */
  nextPlaces(context: DomainContext, wanted: SessionsWanted): Session[] {
    return firstSessions(context, wanted, isPlace);
  },

  /** Not a procedure of its own: of these, those for which nothing is prepared. */
  nextFree(context: DomainContext, wanted: SessionsWanted): Session[] {
    return firstSessions(context, wanted, (session) => isPlace(session) && session.lessonId === null);
  },
};

function toFields({ id: _, classGroupName: __, ...fields }: Slot): SlotFields {
  return fields;
}

function setRemoved(
  context: DomainContext,
  table: 'timetable_slot' | 'calendar_exception',
  ids: readonly string[],
  at: number | null,
): Done {
  context.store.write(() => markRemoved(context.store.db, table, ids, at));
  context.announce('timetable');
  return {};
}
