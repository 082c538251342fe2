/**
 * A year of lessons: `npm run bench -- lessons [--years=10] [--only=engine,texts,publishing,typing,kills] [--kills=100] [--json]`.
 *
 * 1,200 lessons of 400 words, 3,000 documents of 1,500 words, 20,000 comments a year; then, in the engine as the window asks it:
 * `search`: words typed letter by letter from the second on, frequent and rare ones, one and two at a time;
 * `week`: the lessons and the calendar of each week of the year;
 * `board`: the progression of a class of 200 lessons to come, `boards` of all six, `year` their sequences across the year;
 * `move`: its first lesson to its end, and back: 199 others shift, each with its place in the outbox.
 * `typing`: letters in the middle of a lesson of fifty pages with formulas, in the real window (`lessons/typing.ts`);
 * `roundTrips`: what a text of LibreOffice's still says after Cartable and back, by DOCX and Common Cartridge (`lessons/round-trips.ts`);
 * `publishing`: what publishing a lesson to three classes costs the ENT (`lessons/publishing.ts`);
 * `kills`: the window and the engine killed while a lesson is typed in (`lessons/typing-kills.ts`).
 * The others in milliseconds of the engine's thread, which is all that works: other programs of the machine do not count.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleIfNeeded } from '../../build/bundle.ts';
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
import { measurePublishing } from './lessons/publishing.ts';
import { measureRoundTrips } from './lessons/round-trips.ts';
import { measureTyping } from './lessons/typing.ts';
import { measureTypingKills } from './lessons/typing-kills.ts';
import { measureInWindow } from './window/measure-in-window.ts';
import { percentile } from './window/percentile.ts';

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '1' },
    only: { type: 'string' },
    kills: { type: 'string', default: '100' },
    json: { type: 'boolean' },
  },
});
const SEED = 20_261_128;
const WEEK_MS = 7 * 24 * 3_600_000;
const WEEKS = 40;
const TIMES = 20;
/** Words of the vocabulary that are searched: from the most frequent to the rarest. */
const SEARCHED = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 15_000, 19_999];

async function engineFigures(folder: string) {
  const store = await openStore(join(folder, 'cartable.sqlite'), systemClock);
  const year = makeYear(store, { seed: SEED, years: Number(values.years) });
  const random = systemRandom(systemClock);
  const edits = new Outbox(store.db, systemClock, random, { entities: new Map(), deviceName: 'bench' });
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
  return figures;
}

const PARTS = ['engine', 'texts', 'publishing', 'typing', 'kills'];

await measureInWindow('cartable-lessons-', bundleIfNeeded, async (electron, folder) => {
  const only = values.only?.split(',') ?? PARTS;
  const unknown = only.filter((name) => !PARTS.includes(name));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(', ')}`);
  const kills = { count: Number(values.kills), seed: SEED };
  const figures = {
    ...(only.includes('engine') ? await engineFigures(folder) : {}),
    ...(only.includes('texts') ? { roundTrips: measureRoundTrips() } : {}),
    ...(only.includes('publishing') ? { publishing: await measurePublishing(folder) } : {}),
    ...(only.includes('typing') ? { typing: await measureTyping(electron, folder) } : {}),
    ...(only.includes('kills') ? { kills: await measureTypingKills(electron, folder, kills) } : {}),
  };
  console.log(values.json ? JSON.stringify(figures) : figures);
});

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
