import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  byDate,
  closedHours,
  foreseenHours,
  indexFor,
  insertedHours,
  movedHours,
  type PlacedLesson,
  refittedHours,
} from './rules.ts';

/** Fixed, so that a failure is found again; fast-check prints it with the counterexample. */
const SEED = { seed: 20_261_129, verbose: 1 } as const;

function lesson(id: string, startsAt: number, change: Partial<PlacedLesson> = {}): PlacedLesson {
  return { id, startsAt, sequenceId: null, isSettled: false, ...change };
}

/** A class: lessons at hours of their own, in their order, some of them settled. */
const classes = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 })
  .chain((hours) =>
    fc
      .array(fc.tuple(fc.boolean(), fc.constantFrom(null, 's1', 's2', 's3')), {
        minLength: hours.length,
        maxLength: hours.length,
      })
      .map((facts) =>
        hours
          .map((hour, index) => {
            const [isSettled = false, sequenceId = null] = facts[index] ?? [];
            return lesson(`l${index}`, hour, { isSettled, sequenceId });
          })
          .sort(byDate),
      ),
  );

const hoursOf = (lessons: readonly { startsAt: number }[]) => lessons.map(({ startsAt }) => startsAt);
const idsOf = (lessons: readonly { id: string }[]) => lessons.map(({ id }) => id);

test('a lesson that moves is where it was put, what stood between moves by one, and nothing else moves', () => {
  const lessons = ['a', 'b', 'c', 'd', 'e'].map((id, index) => lesson(id, index + 1));
  const later = movedHours(lessons, ['b'], 3);
  expect(idsOf([...later].sort(byDate))).toEqual(['a', 'c', 'd', 'b', 'e']);
  const earlier = movedHours(lessons, ['d'], 0);
  expect(idsOf([...earlier].sort(byDate))).toEqual(['d', 'a', 'b', 'c', 'e']);
});

test('whatever moves, the class keeps its hours, its order but for that, and its settled lessons', () => {
  fc.assert(
    fc.property(classes, fc.nat(), fc.nat(), (lessons, which, where) => {
      const moved = lessons[which % lessons.length] as PlacedLesson;
      const others = lessons.filter((one) => one !== moved);
      const index = where % lessons.length;
      const hours = movedHours(lessons, [moved.id], index);
      const movable = lessons.filter(({ isSettled }) => !isSettled);
      expect(hoursOf(hours)).toEqual(hoursOf(movable));
      expect(new Set(idsOf(hours))).toEqual(new Set(idsOf(movable)));
      const rest = (all: readonly { id: string }[]) => idsOf(all).filter((id) => id !== moved.id);
      expect(rest(hours)).toEqual(rest(movable));
      if (moved.isSettled) expect(hours).toEqual(movable.map(({ id, startsAt }) => ({ id, startsAt })));
      // Of those that can move, exactly those that stood before the place come before it.
      else {
        const before = others.slice(0, index).filter(({ isSettled }) => !isSettled);
        expect(idsOf(hours).slice(0, before.length)).toEqual(idsOf(before));
        expect(hours[before.length]?.id).toBe(moved.id);
      }
    }),
    SEED,
  );
});

test('a move and the move back leave everything as it was', () => {
  fc.assert(
    fc.property(classes, fc.nat(), fc.nat(), (lessons, which, where) => {
      const at = which % lessons.length;
      const moved = lessons[at] as PlacedLesson;
      const hours = new Map(
        movedHours(lessons, [moved.id], where % lessons.length).map(({ id, startsAt }) => [id, startsAt]),
      );
      const after = lessons
        .map((one) => ({ ...one, startsAt: hours.get(one.id) ?? one.startsAt }))
        .sort(byDate);
      const others = lessons.filter((one) => one !== moved);
      const next = others.slice(at).find(({ isSettled }) => !isSettled);
      const rest = after.filter(({ id }) => id !== moved.id);
      const back = next === undefined ? rest.length : rest.findIndex(({ id }) => id === next.id);
      const restored = movedHours(after, [moved.id], back);
      const movable = lessons.filter(({ isSettled }) => !isSettled);
      expect(restored).toEqual(movable.map(({ id, startsAt }) => ({ id, startsAt })));
    }),
    SEED,
  );
});

test('a new lesson takes the first free hour after the one it follows, or pushes what follows up to that hour', () => {
  const lessons = [lesson('a', 1), lesson('b', 2), lesson('c', 3), lesson('e', 5)];
  const place = (index: number, free: number) =>
    [...insertedHours(lessons, { index, newIds: ['new'], freeHours: [free] })].map(
      ({ id, startsAt }) => `${id}${startsAt}`,
    );
  expect(place(1, 4)).toEqual(['a1', 'new2', 'b3', 'c4', 'e5']);
  expect(place(3, 4)).toEqual(['a1', 'b2', 'c3', 'new4', 'e5']);
  expect(place(4, 6)).toEqual(['a1', 'b2', 'c3', 'e5', 'new6']);
});

test('where a lesson comes in, none is earlier than before, none shares an hour, and those before it stay', () => {
  fc.assert(
    fc.property(classes, fc.nat(), fc.integer({ min: 1, max: 4 }), (lessons, where, count) => {
      const index = where % (lessons.length + 1);
      const taken = new Set(hoursOf(lessons));
      const follows = lessons[index - 1]?.startsAt ?? 0;
      const freeHours = Array.from({ length: 500 }, (_, hour) => hour + 1)
        .filter((hour) => hour > follows && !taken.has(hour))
        .slice(0, count);
      const newIds = freeHours.map((_, number) => `n${number}`);
      const hours = insertedHours(lessons, { index, newIds, freeHours });
      const settled = lessons.filter(({ isSettled }) => isSettled);
      expect(new Set([...hoursOf(hours), ...hoursOf(settled)]).size).toBe(lessons.length + count);
      expect(hours).toEqual([...hours].sort(byDate));
      for (const [position, { id, startsAt, isSettled }] of lessons.entries()) {
        const after = hours.find((one) => one.id === id)?.startsAt ?? startsAt;
        expect(after).toBeGreaterThanOrEqual(startsAt);
        if (position < index || isSettled) expect(after).toBe(startsAt);
      }
      expect(idsOf(hours).filter((id) => newIds.includes(id))).toEqual(newIds);
    }),
    SEED,
  );
});

test('what follows a lesson that goes takes the hour of the one before it, and the last hour is free', () => {
  fc.assert(
    fc.property(classes, fc.nat(), (lessons, which) => {
      const movable = lessons.filter(({ isSettled }) => !isSettled);
      fc.pre(movable.length > 0);
      const at = which % movable.length;
      const hours = closedHours(lessons, movable[at]?.id ?? '');
      expect(hoursOf(hours)).toEqual(hoursOf(movable).slice(0, -1));
      expect(idsOf(hours)).toEqual(idsOf(movable).toSpliced(at, 1));
    }),
    SEED,
  );
});

test('everything to come is put on the timetable in its order, or nothing where its hours are too few', () => {
  const lessons = [lesson('past', 1, { isSettled: true }), lesson('a', 7), lesson('b', 9)];
  expect(refittedHours(lessons, [2, 4, 6])).toEqual([
    { id: 'a', startsAt: 2 },
    { id: 'b', startsAt: 4 },
  ]);
  expect(refittedHours(lessons, [2])).toBeNull();
});

test('a lesson goes before another, after the last of its sequence, or between the sequences around its own', () => {
  const lessons = [
    lesson('a', 1, { sequenceId: 's1' }),
    lesson('b', 2, { sequenceId: 's3' }),
    lesson('c', 3, { sequenceId: 's1' }),
    lesson('d', 4, { sequenceId: 's3' }),
  ];
  const order = ['s0', 's1', 's2', 's3'];
  const at = (sequenceId: string | null, beforeId: string | null = null) =>
    indexFor(lessons, { sequenceId, beforeId }, order);
  expect(at('s2', 'd')).toBe(3);
  expect(at('s1')).toBe(3);
  expect(at('s2')).toBe(3);
  expect(at('s0')).toBe(0);
  expect(at(null)).toBeNull();
  expect(at('unknown')).toBeNull();
  expect(at('s1', 'gone')).toBeNull();
});

test('what is not prepared yet is foreseen on free hours, sequence after sequence, as far as they go', () => {
  const foreseen = foreseenHours(
    [
      { sequenceId: 's1', hours: [1, 5], missingCount: 2 },
      { sequenceId: 's2', hours: [], missingCount: 2 },
      { sequenceId: 's3', hours: [20], missingCount: 0 },
      { sequenceId: 's4', hours: [], missingCount: 3 },
    ],
    [2, 6, 7, 8, 9, 21, 22],
  );
  expect(Object.fromEntries(foreseen)).toEqual({ s1: [6, 7], s2: [8, 9], s3: [], s4: [21, 22] });
});
