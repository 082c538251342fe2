/**
 * A year of lessons: `npm run bench -- lessons [--years=10] [--json]`.
 *
 * 1,200 lessons of 400 words, 3,000 documents of 1,500 words, 20,000 comments a year; then, in the engine as the window asks it:
 * `search`: words typed letter by letter from the second on, frequent and rare ones, one and two at a time;
 * `week`: the lessons and the calendar of each week of the year;
 * `board`: the progression of a class of 200 lessons to come, `boards` of all six, `year` their sequences across the year;
 * `move`: its first lesson to its end, and back: 199 others shift, each with its place in the outbox.
 * In milliseconds of the engine's thread, which is all that works: other programs of the machine do not count.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DomainContext } from '../../main/engine/context.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { systemRandom } from '../../main/engine/platform/random.ts';
import { progressionHandlers } from '../../main/engine/progression/handlers.ts';
import { searchHandlers } from '../../main/engine/search/handlers.ts';
import { openStore } from '../../main/engine/store/store.ts';
import { Outbox } from '../../main/engine/sync/outbox.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import { type MadeProgression, makeProgression } from './lessons/made-progression.ts';
import { type MadeYear, makeYear } from './lessons/made-year.ts';
import { percentile } from './window/percentile.ts';

const { values } = parseArgs({
  options: { years: { type: 'string', default: '1' }, json: { type: 'boolean' } },
});
const SEED = 20_261_128;
const WEEK_MS = 7 * 24 * 3_600_000;
const WEEKS = 40;
const TIMES = 20;
/** Words of the vocabulary that are searched: from the most frequent to the rarest. */
const SEARCHED = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 15_000, 19_999];

const folder = mkdtempSync(join(tmpdir(), 'cartable-lessons-'));
try {
  const store = await openStore(join(folder, 'cartable.sqlite'), systemClock);
  const year = makeYear(store, { seed: SEED, years: Number(values.years) });
  const random = systemRandom(systemClock);
  const edits = new Outbox(store.db, systemClock, random);
  // Before the first lesson: all of them are still to come.
  const clock = { ...systemClock, now: () => year.firstLessonAt - 1 };
  const context = { store, clock, random, edits, announce: () => undefined } as unknown as DomainContext;
  const figures = {
    years: Number(values.years),
    search: spread(typed(year).map((text) => timed(() => searchHandlers.find(context, { text })))),
    week: spread(weeksOf(year).map((week) => timed(() => showWeek(context, week)))),
    ...progressionFigures(context),
  };
  store.close();
  console.log(values.json ? JSON.stringify(figures) : figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What is in the field after each key. */
function typed({ words }: MadeYear): string[] {
  const singles = SEARCHED.map((rank) => words[rank] ?? '');
  const pairs = singles.map((word, index) => `${word} ${singles[(index + 5) % singles.length]}`);
  return [...singles, ...pairs].flatMap((text) =>
    Array.from({ length: text.length - 1 }, (_, index) => text.slice(0, index + 2)),
  );
}

function weeksOf({ firstLessonAt }: MadeYear): number[] {
  return Array.from({ length: WEEKS }, (_, index) => firstLessonAt + index * WEEK_MS);
}

function showWeek(context: DomainContext, fromMs: number): void {
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  lessonsHandlers.list(context, { fromMs, toMs: fromMs + WEEK_MS });
  timetableHandlers.days(context, { firstDay: date(fromMs), lastDay: date(fromMs + WEEK_MS) });
}

function progressionFigures(context: DomainContext) {
  const made = makeProgression(context, 'c0');
  const times = <T>(work: (index: number) => T) =>
    spread(Array.from({ length: TIMES }, (_, index) => timed(() => work(index))));
  return {
    board: times(() => progressionHandlers.board(context, { classGroupId: made.classGroupId })),
    boards: times(() => progressionHandlers.board(context, {})),
    year: times(() => progressionHandlers.year(context, {})),
    move: times((index) => moveFirst(context, made, index % 2 === 0)),
  };
}

function moveFirst(
  context: DomainContext,
  { classGroupId, lessonIds }: MadeProgression,
  toEnd: boolean,
): void {
  const [lessonId = '', second = ''] = lessonIds;
  const { sequenceId } = progressionHandlers.plan(context, {
    lessonId: toEnd ? (lessonIds.at(-1) ?? '') : second,
  });
  progressionHandlers.arrange(context, {
    classGroupId,
    step: { kind: 'move', lessonId, sequenceId, beforeId: toEnd ? null : second },
  });
}

function timed(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function spread(ms: readonly number[]): { count: number; p50: number; p95: number; max: number } {
  const rounded = (share: number) => Number(percentile(ms, share).toFixed(1));
  return { count: ms.length, p50: rounded(0.5), p95: rounded(0.95), max: rounded(1) };
}
