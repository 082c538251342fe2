import { folded } from '../../../preload/contract/folded.ts';
import type { IcsPreview, IcsSlot, SlotWeeks } from '../../../preload/contract/timetable.ts';
import { type CivilDate, weekdayOf } from '../calendar/civil-time.ts';
import type { Occurrence } from './read-ics.ts';
import type { WeekLetter } from './rules.ts';

interface Around {
  readonly classes: readonly { readonly id: string; readonly name: string }[];
  /** Lines that there are. */
  readonly known: readonly { classGroupId: string; weekday: number; fromMinute: number; weeks: SlotWeeks }[];
  letterOf(date: CivilDate): WeekLetter | null;
}

/**
 * The lines of a timetable that events suggest, by what they are called: a weekday and an hour that come at least twice.
 *
 * Those that come in weeks of one letter alone are of that letter; those that come every other week where no letters are
 * known are left out, and so is what comes once: both are counted.
 */
export function slotsOfCalendar(
  occurrences: readonly Occurrence[],
  { classes, known, letterOf }: Around,
): Pick<IcsPreview, 'groups'> & { readonly leftOutCount: number } {
  let leftOutCount = 0;
  const groups = [...Map.groupBy(occurrences, ({ summary }) => summary)].map(([summary, ofGroup]) => {
    const classGroupId = classNamed(summary, classes);
    const slots = [...Map.groupBy(ofGroup, hourOf)]
      .flatMap(([, ofHour]) => slotsAt(ofHour, letterOf))
      .flatMap(([slot, ofLine]): IcsSlot[] => {
        if (slot === null) {
          leftOutCount += ofLine.length;
          return [];
        }
        const isKnown = known.some(
          (one) =>
            one.classGroupId === classGroupId &&
            one.weekday === slot.weekday &&
            one.fromMinute === slot.fromMinute &&
            (one.weeks === 'every' || one.weeks === slot.weeks),
        );
        return [{ ...slot, isKnown }];
      });
    return { summary, classGroupId, slots: slots.sort(byHour) };
  });
  return { groups: groups.filter(({ slots }) => slots.length > 0), leftOutCount };
}

function hourOf({ date, fromMinute, toMinute }: Occurrence): string {
  return `${weekdayOf(date)} ${fromMinute} ${toMinute}`;
}

type Line = readonly [slot: Omit<IcsSlot, 'isKnown'> | null, of: readonly Occurrence[]];

/** A line a room. Where the rooms alone are no lines, it is one, in the room that it is in most often. */
function slotsAt(ofHour: readonly Occurrence[], letterOf: Around['letterOf']): Line[] {
  const rooms = [...Map.groupBy(ofHour, ({ location }) => location).values()].sort(
    (a, b) => b.length - a.length,
  );
  const apart = rooms.map((ofRoom): Line => [slotOf(ofRoom, letterOf), ofRoom]);
  if (apart.every(([slot]) => slot !== null)) return apart;
  const together = slotOf(rooms.flat(), letterOf);
  return together === null ? apart : [[together, ofHour]];
}

function byHour(a: IcsSlot, b: IcsSlot): number {
  return a.weekday - b.weekday || a.fromMinute - b.fromMinute;
}

/** Null: it comes once, or every other week of a school without letters. */
function slotOf(
  occurrences: readonly Occurrence[],
  letterOf: Around['letterOf'],
): Omit<IcsSlot, 'isKnown'> | null {
  const dates = [...new Set(occurrences.map(({ date }) => date))].sort();
  const [first, second] = dates;
  const [one] = occurrences;
  const lastDay = dates.at(-1);
  if (one === undefined || first === undefined || second === undefined || lastDay === undefined) return null;
  const letters = new Set(dates.map(letterOf));
  const [letter] = letters;
  const isAlternating = dates.every(
    (date, index) => index === 0 || daysBetween(dates[index - 1] as string, date) > 7,
  );
  const isOfLetter = letters.size === 1 && letter !== null && letter !== undefined && isAlternating;
  if (isAlternating && !isOfLetter) return null;
  return {
    weekday: weekdayOf(first),
    fromMinute: one.fromMinute,
    toMinute: one.toMinute,
    weeks: isOfLetter ? letter : 'every',
    room: one.location.slice(0, 80),
    firstDay: first,
    lastDay,
    sessionCount: dates.length,
  };
}

function daysBetween(one: CivilDate, other: CivilDate): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);
}

/** The class whose name stands in a title, the longest of them; null without. */
function classNamed(summary: string, classes: Around['classes']): string | null {
  const words = plain(summary);
  const named = classes
    .filter(({ name }) => plain(name) !== '  ' && words.includes(plain(name)))
    .sort((a, b) => b.name.length - a.name.length);
  return named[0]?.id ?? null;
}

/** With a space at each end, so that « 2de 1 » is not found in « 2de 12 ». */
function plain(text: string): string {
  return ` ${folded(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}
