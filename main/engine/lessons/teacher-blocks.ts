import { isForTeacher, readTeacherBlock } from '../../../preload/contract/teacher-blocks.ts';
import { addDays, instantOf, SCHOOL_CLOCK, type WallTime, wallTimeOf } from '../calendar/civil-time.ts';
import type { BlockBody } from './bodies.ts';

/** A block that never leaves: it stands behind the block `after` (null: before all), or at `place` once that one is gone. */
export interface KeptBlock extends BlockBody {
  readonly after: string | null;
  readonly place: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A text in two: what students may be shown, and what stays with its teacher. */
export function splitText(blocks: readonly BlockBody[]): { shown: BlockBody[]; kept: KeptBlock[] } {
  const shown: BlockBody[] = [];
  const kept: KeptBlock[] = [];
  for (const [place, block] of blocks.entries()) {
    if (isForTeacher(block)) kept.push({ ...block, after: shown.at(-1)?.id ?? null, place });
    else shown.push(block);
  }
  return { shown, kept };
}

/** The whole text, as its teacher reads it. */
export function joinText(shown: readonly BlockBody[], kept: readonly KeptBlock[]): BlockBody[] {
  const ids = new Set<string | null>([null, ...shown.map(({ id }) => id)]);
  const behind = Map.groupBy(kept, ({ after }) => (ids.has(after) ? after : undefined));
  const text = [null, ...shown].flatMap((block) => [
    ...(block === null ? [] : [block]),
    ...(behind.get(block?.id ?? null) ?? []).map(plain),
  ]);
  // What it stood behind was removed elsewhere.
  for (const block of behind.get(undefined) ?? []) text.splice(block.place, 0, plain(block));
  return text;
}

/** The text in which every correction whose date has come is paragraphs for students to read; the very same where there is none. */
export function openCorrections(
  blocks: readonly BlockBody[],
  { now, dueAt }: { now: number; dueAt: number | null },
): readonly BlockBody[] {
  const isDue = (block: BlockBody) => (opensAt(block, dueAt) ?? Number.POSITIVE_INFINITY) <= now;
  return blocks.some(isDue) ? blocks.flatMap((block) => (isDue(block) ? opened(block) : [block])) : blocks;
}

/** From when on students read a correction; null: it is none, or has no date yet. `dueAt`: of the lesson's homework. */
export function opensAt(block: BlockBody, dueAt: number | null): number | null {
  const said = readTeacherBlock(block);
  if (said?.kind !== 'correction') return null;
  if (said.due === null) return said.at;
  return dueAt === null ? null : dueAt + (said.due === 'after' ? DAY_MS : 0);
}

/** Whether a date may come for something in it. */
export function hasDatedCorrection(blocks: readonly BlockBody[]): boolean {
  return blocks.some((block) => opensAt(block, 0) !== null);
}

/** The text of a lesson at another date, its corrections moved along; one that would be past by `notBefore` has no date. */
export function withDatesMoved(
  blocks: readonly BlockBody[],
  { from, to, notBefore = Number.MIN_SAFE_INTEGER }: { from: number; to: number; notBefore?: number },
): BlockBody[] {
  return withDates(blocks, (at) => {
    const moved = movedAlong(at, { from, to });
    return moved > notBefore ? moved : null;
  });
}

/**
 * A date that goes along with a lesson: as many days from it as before. On the lesson's own day it keeps its distance from the
 * lesson, on another one its hour, as the school's clock shows them.
 */
export function movedAlong(at: number, { from, to }: { readonly from: number; readonly to: number }): number {
  const [date, before, after] = [at, from, to].map((ms) => wallTimeOf(ms, SCHOOL_CLOCK)) as [
    WallTime,
    WallTime,
    WallTime,
  ];
  const days = Math.round((Date.parse(after.date) - Date.parse(before.date)) / DAY_MS);
  const later = date.date === before.date ? after.minutes - before.minutes : 0;
  const moved = { date: addDays(date.date, days), minutes: date.minutes + later };
  return instantOf(moved, SCHOOL_CLOCK) + (at % MINUTE_MS);
}

/** A block for its teacher with another date. */
export function withDateOf(block: BlockBody, at: number): BlockBody {
  const [moved = block] = withDates([block], () => at);
  return moved;
}

/** The text for another year: corrections that had a date of their own have none. */
export function withoutDates(blocks: readonly BlockBody[]): BlockBody[] {
  return withDates(blocks, () => null);
}

/** What was opened in the text of another class and is not yet in this one (`own`) stays as this one has it. */
export function withOwnCorrections(
  blocks: readonly BlockBody[],
  own: readonly BlockBody[],
): readonly BlockBody[] {
  const closed = new Map(own.filter(isForTeacher).map((block) => [block.id, block]));
  return blocks.flatMap((block) => {
    if (isForTeacher(block)) return [block];
    const correction = closed.get(block.id.split(SEPARATOR)[0] ?? '');
    if (correction === undefined) return [block];
    return block.id === correction.id ? [correction] : [];
  });
}

/** A text that holds a correction does not hold what it was opened as as well. */
export function withoutOpenedTwice(blocks: readonly BlockBody[]): readonly BlockBody[] {
  const closed = new Set(blocks.filter(isForTeacher).map(({ id }) => id));
  return blocks.filter(({ id }) => !id.includes(SEPARATOR) || !closed.has(id.split(SEPARATOR)[0] ?? ''));
}

const SEPARATOR = '~';

/** Under ids that follow from the block's own: opened twice, it is there once. */
function opened(block: BlockBody): BlockBody[] {
  const { label = '', content = [] } = readTeacherBlock(block) ?? {};
  const words = { type: 'text', text: label, marks: [{ type: 'bold' }] };
  const heading = label === '' ? [] : [{ type: 'paragraph', content: [words] }];
  return [...heading, ...content].map((node, index) => ({
    id: index === 0 ? block.id : `${block.id}${SEPARATOR}${index}`,
    content: node,
  }));
}

function withDates(blocks: readonly BlockBody[], move: (at: number) => number | null): BlockBody[] {
  return blocks.map((block) => {
    const at = readTeacherBlock(block)?.at ?? null;
    if (at === null) return block;
    const { at: _, ...attrs } = block.content.attrs as Record<string, unknown>;
    const moved = move(at);
    return {
      ...block,
      content: { ...block.content, attrs: moved === null ? attrs : { ...attrs, at: moved } },
    };
  });
}

function plain({ after: _, place: __, ...block }: KeptBlock): BlockBody {
  return block;
}
