import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CalendarEvent, toIcs } from './ics.ts';

const event: CalendarEvent = {
  uid: 'slot-1-2026-11-24@cartable',
  startsAt: Date.parse('2026-11-24T07:00Z'),
  endsAt: Date.parse('2026-11-24T07:55Z'),
  summary: '2de 4',
  location: 'B204',
};

/** The lines as RFC 5545, 3.1 puts them together again. */
function unfolded(ics: string): string[] {
  return ics.replaceAll('\r\n ', '').split('\r\n');
}

test('an event stands on the school’s clock, in winter and in summer, with the rules of that clock', () => {
  const summer = { startsAt: Date.parse('2026-06-24T06:00Z'), endsAt: Date.parse('2026-06-24T06:55Z') };
  const ics = toIcs([event, { ...event, ...summer, location: '' }], Date.parse('2026-11-23T18:00:01.5Z'));
  expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  expect(ics).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n');
  const lines = unfolded(ics);
  expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
    'BEGIN:VEVENT',
    'UID:slot-1-2026-11-24@cartable',
    'DTSTAMP:20261123T180001Z',
    'DTSTART;TZID=Europe/Paris:20261124T080000',
    'DTEND;TZID=Europe/Paris:20261124T085500',
    'SUMMARY:2de 4',
    'LOCATION:B204',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:slot-1-2026-11-24@cartable',
    'DTSTAMP:20261123T180001Z',
    'DTSTART;TZID=Europe/Paris:20260624T080000',
    'DTEND;TZID=Europe/Paris:20260624T085500',
    'SUMMARY:2de 4',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('whatever a title holds, no line is longer than 75 bytes, none is added, and the title comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const ics = toIcs([{ ...event, summary: title }], 0);
      for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const lines = unfolded(ics);
      expect(lines.filter((line) => line.startsWith('END:VEVENT'))).toHaveLength(1);
      const summary = lines.find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
      const back = summary.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a file has no place for them
      expect(back).toBe(title.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' '));
    }),
  );
});
