import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { timetableHandlers as timetable } from '../../main/engine/timetable/handlers.ts';
import { readIcs } from '../../main/engine/timetable/read-ics.ts';
import { openDomainWorkspace, receiveClass, START, temporaryFolder } from './domain-workspace.ts';

const YEAR = { firstDay: '2026-09-01', lastDay: '2027-07-02' };

function calendar(...events: string[]): string {
  const inside = events.map((event) => `BEGIN:VEVENT\n${event}\nEND:VEVENT`).join('\n');
  return `BEGIN:VCALENDAR\nVERSION:2.0\n${inside}\nEND:VCALENDAR\n`.replaceAll('\n', '\r\n');
}

/** « day from-to » of each. */
function times(ics: string): string[] {
  const read = readIcs(ics, YEAR);
  if (read === null || read === 'too-large') throw new Error('not read');
  return read.occurrences.map(({ date, fromMinute, toMinute }) => `${date} ${fromMinute}-${toMinute}`);
}

const EVENT =
  'UID:a\nSUMMARY:2de 4\nDTSTART;TZID=Europe/Paris:20261103T080000\nDTEND;TZID=Europe/Paris:20261103T085500';

test('a weekly rule ends by its date, lacks what is excluded, and has what was moved where it was moved to', () => {
  const rule = 'RRULE:FREQ=WEEKLY;UNTIL=20261201T070000Z\nEXDATE;TZID=Europe/Paris:20261110T080000';
  const moved =
    'UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20261117T080000\nDTSTART;TZID=Europe/Paris:20261118T100000\nDTEND;TZID=Europe/Paris:20261118T105500';
  expect(times(calendar(`${EVENT}\n${rule}`, moved))).toEqual([
    '2026-11-03 480-535',
    '2026-11-24 480-535',
    '2026-12-01 480-535',
    '2026-11-18 600-655',
  ]);
});

test('an occurrence that was moved, called off or left out is so by whatever clock it is named', () => {
  const weekly = `${EVENT}\nRRULE:FREQ=WEEKLY;COUNT=3`;
  const left = ['2026-11-03 480-535', '2026-11-17 480-535'];
  const elsewhere = 'DTSTART;TZID=Europe/Paris:20261111T100000\nDTEND;TZID=Europe/Paris:20261111T105500';
  expect(times(calendar(weekly, `UID:a\nRECURRENCE-ID:20261110T070000Z\n${elsewhere}`))).toEqual([
    ...left,
    '2026-11-11 600-655',
  ]);
  const off = 'UID:a\nSTATUS:CANCELLED\nRECURRENCE-ID:20261110T070000Z\nDTSTART:20261110T070000Z';
  expect(times(calendar(weekly, off))).toEqual(left);
  expect(times(calendar(`${weekly}\nEXDATE;VALUE=DATE:20261110`))).toEqual(left);
});

test('days that a calendar lists, and lengths however they are written, are read; a day that there is not is left out', () => {
  const listed = `${EVENT}\nRDATE;TZID=Europe/Paris:20261110T080000,20261117T080000`;
  expect(times(calendar(listed))).toEqual(['2026-11-03 480-535', '2026-11-10 480-535', '2026-11-17 480-535']);
  for (const duration of ['P0DT55M', 'PT3300S', 'PT0H55M'])
    expect(times(calendar(`DTSTART:20261103T080000\nDURATION:${duration}`))).toEqual(['2026-11-03 480-535']);
  const never = calendar('DTSTART:20260931T080000\nDURATION:PT55M');
  expect(readIcs(never, YEAR)).toEqual({ occurrences: [], leftOutCount: 1 });
});

test('clocks are known by Windows’ names and behind an address, and a name that is none is the school’s', () => {
  const at = (zone: string, hour: string) =>
    times(calendar(`DTSTART;TZID=${zone}:20261103T${hour}0000\nDURATION:PT55M`));
  const eight = ['2026-11-03 480-535'];
  expect(at('Mauritius Standard Time', '11')).toEqual(eight);
  expect(at('GMT Standard Time', '07')).toEqual(eight);
  expect(at('Romance Standard Time', '08')).toEqual(eight);
  expect(at('/example.org/Indian/Reunion', '11')).toEqual(eight);
  expect(at('Salle des profs', '08')).toEqual(eight);
});

test('two days a week, every other week, a count: as the rule says', () => {
  const start = 'DTSTART:20260901T080000\nDURATION:PT55M';
  expect(times(calendar(`${start}\nRRULE:FREQ=WEEKLY;BYDAY=TU,FR;COUNT=3`))).toEqual([
    '2026-09-01 480-535',
    '2026-09-04 480-535',
    '2026-09-08 480-535',
  ]);
  expect(times(calendar(`${start}\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2`))).toEqual([
    '2026-09-01 480-535',
    '2026-09-15 480-535',
  ]);
});

test('an hour of another zone stands on the school’s clock, in winter and in summer', () => {
  const utc = 'DTSTART:20260901T060000Z\nDTEND:20260901T065500Z\nRRULE:FREQ=WEEKLY;COUNT=10';
  // 06:00 UTC is 08:00 in Paris until the clocks change on 25 October, then 07:00.
  expect([times(calendar(utc))[0], times(calendar(utc))[9]]).toEqual([
    '2026-09-01 480-535',
    '2026-11-03 420-475',
  ]);
  const island = 'DTSTART;TZID="Indian/Reunion":20261103T110000\nDTEND;TZID="Indian/Reunion":20261103T115500';
  expect(times(calendar(island))).toEqual(['2026-11-03 480-535']);
});

test('lines that are folded, alarms within events and events that were called off are read for what they are', () => {
  const folded =
    'SUMMARY:2de\n  4\\, groupe 1\nDTSTART:20261103T080000\nDTEND:20261103T085500\nBEGIN:VALARM\nDTSTART:19990101T000000\nEND:VALARM';
  const off = 'STATUS:CANCELLED\nDTSTART:20261103T080000\nDTEND:20261103T085500';
  const read = readIcs(calendar(folded, off), YEAR);
  expect(read).toMatchObject({
    occurrences: [{ summary: '2de 4, groupe 1', date: '2026-11-03' }],
    leftOutCount: 0,
  });
});

test('whole days, other rules and times that are none are left out and counted', () => {
  const day = 'DTSTART;VALUE=DATE:20261103';
  const monthly = 'DTSTART:20261103T080000\nDTEND:20261103T085500\nRRULE:FREQ=MONTHLY';
  const wrong = 'DTSTART:20261399T990000\nDTEND:x';
  expect(readIcs(calendar(day, monthly, wrong), YEAR)).toEqual({ occurrences: [], leftOutCount: 3 });
});

async function openTimetable() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  workspace.receive('class_group', '2de', { name: '2de', subject_id: 'maths' });
  const { context, directory } = workspace;
  const preview = async (ics: string | Uint8Array) => {
    const path = join(directory, 'agenda.ics');
    await writeFile(path, ics);
    return timetable.previewIcs(context, { path });
  };
  return { context, preview };
}

test('weekly events become lines of the class that they name, shown before, added in one edit, and known the next time', async () => {
  const { context, preview } = await openTimetable();
  const weekly =
    'SUMMARY:Maths - 2DE 4\nLOCATION:B204\nDTSTART:20260901T080000\nDTEND:20260901T085500\nRRULE:FREQ=WEEKLY;UNTIL=20270629T220000Z';
  const single = ['20261102', '20261109'].map(
    (day) => `SUMMARY:Chorale\nDTSTART:${day}T120000\nDTEND:${day}T130000`,
  );
  const once = 'SUMMARY:Conseil\nDTSTART:20261103T170000\nDTEND:20261103T180000';
  const ics = calendar(weekly, ...single, once);
  const { groups, leftOutCount } = await preview(ics);
  expect(timetable.get(context).slots).toEqual([]);
  expect(leftOutCount).toBe(1);
  expect(groups.map(({ summary, classGroupId }) => [summary, classGroupId])).toEqual([
    ['Maths - 2DE 4', '2de4'],
    ['Chorale', null],
  ]);
  const line = { weekday: 2, fromMinute: 480, toMinute: 535, weeks: 'every', room: 'B204' } as const;
  expect(groups[0]?.slots).toMatchObject([
    { ...line, firstDay: '2026-09-01', lastDay: '2027-06-29', isKnown: false },
  ]);
  const fields = { ...line, classGroupId: '2de4', group: '', firstDay: '2026-09-01', lastDay: '2027-06-29' };
  const { ids } = timetable.addSlots(context, { slots: [fields] });
  expect(timetable.get(context).slots).toMatchObject([fields]);
  expect((await preview(ics)).groups[0]?.slots[0]?.isKnown).toBe(true);
  timetable.removeSlots(context, { ids });
  expect(timetable.get(context).slots).toEqual([]);
  const gone = expect.objectContaining({ code: 'store/not-found' });
  expect(() =>
    timetable.addSlots(context, { slots: [fields, { ...fields, classGroupId: 'none' }] }),
  ).toThrowError(gone);
  expect(timetable.get(context).slots).toEqual([]);
});

test('what comes every other week is of the week’s letter, or left out where the school has none', async () => {
  const { context, preview } = await openTimetable();
  const ics = calendar(
    'SUMMARY:2de\nDTSTART:20260901T080000\nDTEND:20260901T085500\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3',
  );
  expect(await preview(ics)).toMatchObject({ groups: [], leftOutCount: 3 });
  timetable.saveCycle(context, { mondayOfA: '2026-08-31', counts: 'calendar' });
  const { groups } = await preview(ics);
  expect(groups).toMatchObject([{ classGroupId: '2de', slots: [{ weeks: 'A', sessionCount: 3 }] }]);
});

test('a weekly hour that changes rooms is one line, in the room that it is in most often', async () => {
  const { preview } = await openTimetable();
  const on = (day: string, room: string) =>
    `SUMMARY:2de\nLOCATION:${room}\nDTSTART:202609${day}T080000\nDURATION:PT55M`;
  const ics = calendar(
    on('01', 'B204'),
    on('08', 'B205'),
    on('15', 'B204'),
    on('22', 'B205'),
    on('29', 'B204'),
  );
  expect(await preview(ics)).toMatchObject({
    groups: [{ slots: [{ weeks: 'every', room: 'B204', sessionCount: 5 }] }],
    leftOutCount: 0,
  });
});

test.each([
  ['nothing', '', 'timetable/not-a-calendar'],
  ['a page', '<html></html>', 'timetable/not-a-calendar'],
  ['a calendar that is cut', calendar('SUMMARY:a').slice(0, -20), 'timetable/not-a-calendar'],
  [
    'more than a year of everything',
    calendar('DTSTART:20260901T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY').replace(
      /BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/,
      (event) => event.repeat(300),
    ),
    'timetable/calendar-too-large',
  ],
])('%s is refused, and the timetable stays as it is', async (_what, ics, code) => {
  const { context, preview } = await openTimetable();
  await expect(preview(ics)).rejects.toThrowError(expect.objectContaining({ code }));
  expect(timetable.get(context).slots).toEqual([]);
});

test('what Cartable exports comes back as the same lines', async () => {
  const { context, preview } = await openTimetable();
  const fields = {
    classGroupId: '2de4',
    weekday: 2,
    fromMinute: 480,
    toMinute: 535,
    weeks: 'every',
    room: 'B204',
    group: '',
  } as const;
  timetable.addSlots(context, { slots: [{ ...fields, firstDay: null, lastDay: null }] });
  // What is prepared for a session is said in its title, and makes no line of its own.
  const next = timetable.next(context, { classGroupId: '2de4', afterMs: START, count: 3 });
  for (const [index, { startsAt }] of next.entries()) {
    const lesson = {
      newId: `lesson-${index}`,
      classGroupId: '2de4',
      startsAt,
      blocks: [],
      isPublished: false,
    };
    lessonsHandlers.save(context, { ...lesson, title: `Leçon ${index}` });
  }
  const path = join(await temporaryFolder(), 'sortie.ics');
  await timetable.exportTo(context, { path });
  const { groups, leftOutCount } = await preview(await readFile(path));
  expect(leftOutCount).toBe(0);
  expect(groups).toMatchObject([
    {
      summary: '2de 4',
      classGroupId: '2de4',
      slots: [{ weekday: 2, fromMinute: 480, toMinute: 535, room: 'B204', isKnown: true }],
    },
  ]);
});

test('a rule that began long ago is entered at the period; one that would be counted for ever is left out, or too large', () => {
  const long = 'DTSTART:20000905T080000\nDURATION:PT55M\nRRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260930';
  expect(times(calendar(long))).toEqual(['2026-09-01 480-535', '2026-09-15 480-535', '2026-09-29 480-535']);
  const daily = 'DTSTART:20250901T080000\nDURATION:PT55M\nRRULE:FREQ=DAILY;UNTIL=20260902T080000';
  expect(times(calendar(daily))).toEqual(['2026-09-01 480-535', '2026-09-02 480-535']);
  const counted = 'DTSTART:19700106T080000\nDURATION:PT55M\nRRULE:FREQ=WEEKLY;COUNT=9999';
  expect(readIcs(calendar(...Array.from({ length: 100 }, () => counted)), YEAR)).toBe('too-large');
  const ancient = 'DTSTART:00010101T080000\nDURATION:PT55M\nRRULE:FREQ=WEEKLY';
  expect(readIcs(calendar(ancient), YEAR)).toEqual({ occurrences: [], leftOutCount: 1 });
});

/** A zone as a file tells it itself. */
function zone(name: string, ...observances: string[]): string {
  return `BEGIN:VTIMEZONE\nTZID:${name}\n${observances.join('\n')}\nEND:VTIMEZONE`;
}

function observance(kind: 'STANDARD' | 'DAYLIGHT', from: string, to: string, rule = ''): string {
  const start = 'DTSTART:16010101T020000';
  return `BEGIN:${kind}\n${start}\nTZOFFSETFROM:${from}\nTZOFFSETTO:${to}${rule}\nEND:${kind}`;
}

test('a zone that nobody knows by its name goes as the file says that its clock goes, over the changes of the clocks too', () => {
  const weekly = (name: string) =>
    `UID:a\nSUMMARY:2de 4\nDTSTART;TZID=${name}:20261020T080000\nDTEND;TZID=${name}:20261020T085500\nRRULE:FREQ=WEEKLY;COUNT=3`;
  const file = (name: string, ...said: string[]) =>
    calendar(weekly(name)).replace(
      'VERSION:2.0',
      `VERSION:2.0\r\n${zone(name, ...said).replaceAll('\n', '\r\n')}`,
    );
  const newYork = [
    observance('STANDARD', '-0400', '-0500', '\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11'),
    observance('DAYLIGHT', '-0500', '-0400', '\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3'),
  ];
  // Paris changes a week before: for that one the lesson is an hour earlier there.
  expect(times(file('Chez nous', ...newYork))).toEqual([
    '2026-10-20 840-895',
    '2026-10-27 780-835',
    '2026-11-03 840-895',
  ]);
  expect(times(file('Lycée', observance('STANDARD', '+0400', '+0400')))).toEqual([
    '2026-10-20 360-415',
    '2026-10-27 300-355',
    '2026-11-03 300-355',
  ]);
  // What cannot be read of it, or goes as no clock does, is the school's; a known name is what it is.
  for (const said of [[], ['BEGIN:STANDARD\nEND:STANDARD'], [observance('STANDARD', '+0017', '+0017')]])
    expect(times(file('Lycée', ...said))[0]).toBe('2026-10-20 480-535');
  expect(times(file('Europe/Paris', ...newYork))[0]).toBe('2026-10-20 480-535');
});

test('a file with many zones of its own, each told at length, is read in bounded steps', () => {
  const told = Array.from({ length: 500 }, (_, index) =>
    zone(`z${index}`, ...Array.from({ length: 50 }, () => observance('STANDARD', '+0017', '+0017'))),
  );
  const file = calendar(EVENT).replace(
    'VERSION:2.0',
    `VERSION:2.0\r\n${told.join('\n').replaceAll('\n', '\r\n')}`,
  );
  expect(times(file)).toEqual(['2026-11-03 480-535']);
});
