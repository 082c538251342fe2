import { SCHOOL_CLOCK, wallTimeOf } from '../calendar/civil-time.ts';

/** One event of a calendar file. */
export interface CalendarEvent {
  /** The same in each export: whoever takes the file in again gets changes, not doubles. */
  readonly uid: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly summary: string;
  readonly location: string;
  /** The line of the timetable that it is a session of. */
  readonly line?: string;
}

/** What a session is called in the timetable: its title says what is prepared for it, too, and would be another each week. */
export const LINE_PROPERTY = 'X-CARTABLE-LINE';

/** Bytes of a line, its break not counted (RFC 5545, 3.1). */
const LINE_BYTES = 75;

/** The clock of Paris as the European Union changes it since 1996 (RFC 5545, 3.6.5). */
const PARIS = [
  'BEGIN:VTIMEZONE',
  `TZID:${SCHOOL_CLOCK}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * A calendar as a file of RFC 5545, on the school's clock.
 *
 * @param madeAt epoch ms
 */
export function toIcs(events: readonly CalendarEvent[], madeAt: number): string {
  const stamp = new Date(madeAt).toISOString().replace(/[-:]|\.\d+/g, '');
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cartable//Cartable//FR',
    'CALSCALE:GREGORIAN',
    ...PARIS,
    ...events.flatMap((event) => linesOf(event, stamp)),
    'END:VCALENDAR',
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('');
}

function linesOf(event: CalendarEvent, stamp: string): string[] {
  const { uid, startsAt, endsAt, summary, location, line } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${toText(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;TZID=${SCHOOL_CLOCK}:${toLocal(startsAt)}`,
    `DTEND;TZID=${SCHOOL_CLOCK}:${toLocal(endsAt)}`,
    `SUMMARY:${toText(summary)}`,
    ...(location === '' ? [] : [`LOCATION:${toText(location)}`]),
    ...(line === undefined ? [] : [`${LINE_PROPERTY}:${toText(line)}`]),
    'END:VEVENT',
  ];
}

/** A date and time of the school's clock, form 1 of RFC 5545, 3.3.5. */
function toLocal(atMs: number): string {
  const { date, minutes } = wallTimeOf(atMs, SCHOOL_CLOCK);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.replaceAll('-', '')}T${two(Math.floor(minutes / 60))}${two(minutes % 60)}00`;
}

/** A text as 3.3.11 escapes it; other control characters have no place in a file. */
function toText(text: string): string {
  return (
    text
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\r\n?|\n/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that go
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
  );
}

/** A long line goes on after a break and a space; no character is cut in two. */
function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > LINE_BYTES) {
      parts.push(part);
      // The space counts in the next line.
      part = ' ';
    }
    part += character;
  }
  return [...parts, part].join('\r\n');
}
