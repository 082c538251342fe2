import { multiple, single, value, withDefault, withEmptyDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { MoodleError, missingRecord, moodleException } from '../external/moodle-error.ts';
import { formatText } from '../external/texts.ts';
import type { CalendarEvent } from '../site/rows.ts';
import { validateContext, validateCourse } from './access.ts';

const MANAGE = 'moodle/calendar:manageentries';

/** calendar/classes/external: what the caller may write into the calendars of a course. */
export const getCalendarAccessInformation = defineFunction({
  name: 'core_calendar_get_calendar_access_information',
  parameters: single({ courseid: withDefault(value('int'), 0) }),
  run: (call, { courseid }) => {
    validateCourse(call, courseid);
    const canManage = call.site.mayTeach(courseid, call.user.id, MANAGE);
    return {
      canmanageentries: canManage,
      canmanageownentries: true,
      canmanagegroupentries: canManage,
      warnings: [],
    };
  },
});

/** calendar/externallib.php `get_calendar_events`; a course or a group that the caller is not in is a warning. */
export const getCalendarEvents = defineFunction({
  name: 'core_calendar_get_calendar_events',
  parameters: single({
    events: withEmptyDefault(
      single({
        eventids: withEmptyDefault(multiple(value('int'))),
        courseids: withEmptyDefault(multiple(value('int'))),
        groupids: withEmptyDefault(multiple(value('int'))),
        categoryids: withEmptyDefault(multiple(value('int'))),
      }),
    ),
    options: withEmptyDefault(
      single({
        userevents: withDefault(value('bool'), true),
        siteevents: withDefault(value('bool'), true),
        timestart: withDefault(value('int'), 0),
        timeend: withDefault(value('int'), 0),
        ignorehidden: withDefault(value('bool'), true),
      }),
    ),
  }),
  run: (call, { events: { courseids, groupids }, options }) => {
    const open = courseids.filter((id) => isOpen(call, id));
    const mine = new Set(
      call.site.groups.filter(({ members }) => members.has(call.user.id)).map(({ id }) => id),
    );
    const groups = groupids.filter((id) => mine.has(id));
    const until = options.timeend === 0 ? Number.POSITIVE_INFINITY : options.timeend;
    const isListed = ({ courseid, groupid }: CalendarEvent) =>
      groupid === 0 ? open.includes(courseid) : groups.includes(groupid);
    return {
      events: call.site.events
        .filter(
          (event) => event.timestart >= options.timestart && event.timestart <= until && isListed(event),
        )
        .map((event) => describeEvent(call, event)),
      warnings: [
        ...courseids
          .filter((id) => !open.includes(id))
          .map((itemid) => ({
            item: 'course',
            itemid,
            warningcode: 'nopermissions',
            message: 'No access rights in course context',
          })),
        ...groupids
          .filter((id) => !mine.has(id))
          .map((id) => ({
            item: String(id),
            warningcode: 'nopermissions',
            message: 'you do not have permissions to access this group',
          })),
      ],
    };
  },
});

function isOpen(call: Call, courseid: number): boolean {
  try {
    validateContext(call, courseid);
    return true;
  } catch (error) {
    if (error instanceof MoodleError) return false;
    throw error;
  }
}

function describeEvent(call: Call, event: CalendarEvent): object {
  const { text, format } = formatText(
    call,
    { text: event.description, format: event.format },
    `${event.courseid}/calendar/event_description/${event.id}`,
  );
  return {
    id: event.id,
    name: event.name,
    description: text,
    format,
    courseid: event.courseid,
    groupid: event.groupid,
    userid: event.userid,
    repeatid: 0,
    instance: 0,
    eventtype: event.eventtype,
    timestart: event.timestart,
    timeduration: 0,
    visible: 1,
    sequence: 1,
    timemodified: event.timemodified,
  };
}

/** `create_calendar_events`: one that the caller may not create is a warning (calendar/lib.php `calendar_add_event_allowed`). */
export const createCalendarEvents = defineFunction({
  name: 'core_calendar_create_calendar_events',
  parameters: single({
    events: multiple(
      single({
        name: value('text'),
        description: withDefault(value('raw'), ''),
        format: withDefault(value('int'), 1),
        courseid: withDefault(value('int'), 0),
        groupid: withDefault(value('int'), 0),
        repeats: withDefault(value('int'), 0),
        eventtype: withDefault(value('text'), 'user'),
        timestart: withDefault(value('int'), 0),
        timeduration: withDefault(value('int'), 0),
        visible: withDefault(value('int'), 1),
        sequence: withDefault(value('int'), 1),
      }),
    ),
  }),
  run: (call, { events }) => {
    const { site, user } = call;
    const allowed = events.filter(
      ({ eventtype, courseid }) => eventtype === 'user' || site.mayTeach(courseid, user.id, MANAGE),
    );
    const made = allowed.map((event): CalendarEvent => {
      const { name, description, format, courseid, groupid, eventtype, timestart } = event;
      const ids = { id: site.nextId('event'), userid: user.id, timemodified: site.now() };
      return { ...ids, name, description, format, courseid, groupid, eventtype, timestart };
    });
    site.events.push(...made);
    return {
      events: made.map((event) => describeEvent(call, event)),
      warnings: events
        .filter((event) => !allowed.includes(event))
        .map(({ name }) => ({
          item: name,
          warningcode: 'nopermissions',
          message: 'you do not have permissions to create this event',
        })),
    };
  },
});

/** `delete_calendar_events`. */
export const deleteCalendarEvents = defineFunction({
  name: 'core_calendar_delete_calendar_events',
  parameters: single({ events: multiple(single({ eventid: value('int'), repeat: value('bool') })) }),
  run: ({ site, user }, { events }) => {
    for (const { eventid } of events) {
      const at = site.events.findIndex(({ id }) => id === eventid);
      const event = site.events[at];
      if (event === undefined) throw missingRecord('event');
      if (!site.mayTeach(event.courseid, user.id, MANAGE))
        throw moodleException(
          'nopermissions',
          'Sorry, but you do not currently have permissions to do that (Delete event).',
        );
      site.events.splice(at, 1);
    }
    return null;
  },
});
