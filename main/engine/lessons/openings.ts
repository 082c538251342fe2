import type { DomainContext } from '../context.ts';
import type { BlockBody } from './bodies.ts';
import { readHomeworkOf } from './repository.ts';
import { hasDatedCorrection, openCorrections, opensAt } from './teacher-blocks.ts';

/** The text with every correction in it whose date has come; the very same text where there is none. */
export function withCorrectionsOpen(
  context: DomainContext,
  lessonId: string,
  blocks: readonly BlockBody[],
): readonly BlockBody[] {
  if (!hasDatedCorrection(blocks)) return blocks;
  return openCorrections(blocks, { now: context.clock.now(), dueAt: lastDueAt(context, lessonId) });
}

/** When the next correction of a text is due (epoch ms); null where none has a date. */
export function nextOpening(
  context: DomainContext,
  lessonId: string,
  blocks: readonly BlockBody[],
): number | null {
  if (!hasDatedCorrection(blocks)) return null;
  const dueAt = lastDueAt(context, lessonId);
  const dates = blocks.flatMap((block) => opensAt(block, dueAt) ?? []);
  return dates.length === 0 ? null : Math.min(...dates);
}

/** When the last homework of a lesson is due; null without. */
function lastDueAt({ store }: DomainContext, lessonId: string): number | null {
  const dueAts = readHomeworkOf(store.db, lessonId).flatMap(({ dueAt, removedAt }) =>
    removedAt === null ? [dueAt] : [],
  );
  return dueAts.length === 0 ? null : Math.max(...dueAts);
}
