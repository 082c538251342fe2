import type { DomainContext } from '../context.ts';
import { readLivingBody, writeLesson } from './lesson-edits.ts';
import { nextOpening, withCorrectionsOpen } from './openings.ts';
import { readLessonsWithTeacherBlocks } from './repository.ts';

/**
 * Makes every correction whose date has come part of its lesson's text, as an edit that goes to the ENT like any other.
 *
 * @returns in how many lessons there was one
 */
export function openDueCorrections(context: DomainContext): number {
  const { store } = context;
  const due = readLessonsWithTeacherBlocks(store.db).filter((id) => {
    const { blocks } = readLivingBody(context, id);
    return withCorrectionsOpen(context, id, blocks) !== blocks;
  });
  if (due.length === 0) return 0;
  store.write(() => {
    for (const id of due) writeLesson(context, id, readLivingBody(context, id));
  });
  context.announce('lessons');
  return due.length;
}

/** When the next correction is due (epoch ms, which may be past); null where none has a date. */
export function nextCorrectionAt(context: DomainContext): number | null {
  const dates = readLessonsWithTeacherBlocks(context.store.db).flatMap(
    (id) => nextOpening(context, id, readLivingBody(context, id).blocks) ?? [],
  );
  return dates.length === 0 ? null : Math.min(...dates);
}
