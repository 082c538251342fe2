import type { LessonBlock } from '../../../../preload/contract/domain.ts';
import type {
  LessonVersion,
  LessonVersions,
  VersionText,
} from '../../../../preload/contract/lesson-versions.ts';
import type { PublicationState } from '../../../../preload/contract/lessons.ts';
import { readTeacherBlock } from '../../../../preload/contract/teacher-blocks.ts';
import type { DomainContext } from '../../context.ts';
import { readAllAttached, reattachFile } from '../../library/attached-files.ts';
import { CartableError } from '../../platform/cartable-error.ts';
import type { BlockBody } from '../bodies.ts';
import { readLivingBody, writeLesson } from '../lesson-edits.ts';
import { RESOURCE } from '../lesson-parts.ts';
import { nextOpening } from '../openings.ts';
import { stateBefore } from '../publication.ts';
import { mergeBlocks } from '../rules.ts';
import { withoutOpenedTwice } from '../teacher-blocks.ts';
import { changesBetween } from './changes.ts';
import { readVersionBlocks, readVersions, type VersionRow } from './repository.ts';
import { withBlocksOf } from './rules.ts';

/** The earlier texts of a lesson, newest first, with what each has otherwise than the one before. @throws CartableError `store/not-found` */
export function listVersions(context: DomainContext, { lessonId }: { lessonId: string }): LessonVersions {
  const { db } = context.store;
  const { blocks } = readLivingBody(context, lessonId);
  const known = readVersionBlocks(db, lessonId);
  const rows = readVersions(db, lessonId);
  const textOf = (row: VersionRow | undefined) => (row === undefined ? [] : blocksOf(row, known));
  const versions = rows.map((row, index): LessonVersion => {
    const { rows: _, ...said } = row;
    const before = rows[index - 1];
    return {
      ...said,
      changes: before === undefined ? [] : changesBetween(textOf(before), textOf(row)),
      isTitleChanged: before !== undefined && before.title !== row.title,
    };
  });
  const newest = rows.at(-1);
  const since = newest === undefined ? [] : changesBetween(textOf(newest), blocks);
  return { versions: versions.toReversed(), since };
}

/** One of them. @throws CartableError `store/not-found`, also for one that was thinned out meanwhile */
export function readVersion(
  context: DomainContext,
  input: { lessonId: string; versionId: number },
): VersionText {
  const { title, blocks } = requireVersion(context, input);
  return { title, blocks: shown(blocks) };
}

/**
 * Puts a lesson's text back to a version, or these blocks of it, with the pictures that stand in them. What it was is kept first.
 *
 * @returns what `lessons.putBack` wants for undo
 * @throws CartableError `store/not-found`
 */
export function restoreVersion(
  context: DomainContext,
  input: { lessonId: string; versionId: number; blockIds?: readonly string[] | undefined },
): { before: PublicationState[] } {
  const { lessonId, blockIds } = input;
  const before = context.store.write(() => {
    const version = requireVersion(context, input);
    const body = readLivingBody(context, lessonId);
    const restored =
      blockIds === undefined ? version.blocks : withBlocksOf(body.blocks, version.blocks, blockIds);
    const blocks = mergeBlocks(
      body.blocks,
      withoutNewOpenings(context, lessonId, { text: body.blocks, restored }),
    );
    const title = blockIds === undefined ? version.title : body.title;
    const added = picturesToPutBack(context, lessonId, blocks);
    const after = { ...body, title, blocks };
    writeLesson(context, lessonId, after, 'restore');
    for (const id of added) reattachFile(context, RESOURCE, id);
    return stateBefore(lessonId, { body, after, added });
  });
  context.announce('lessons', 'library');
  return { before: [before] };
}

/** The documents that a text shows and that were taken off its lesson; one that was put in and taken off several times hangs once. */
function picturesToPutBack(
  { store }: DomainContext,
  lessonId: string,
  blocks: readonly BlockBody[],
): string[] {
  const pictures = JSON.stringify(blocks);
  const rows = readAllAttached(store.db, 'resource', lessonId);
  const there = new Set(rows.filter(({ removed_at }) => removed_at === null).map(({ sha256 }) => sha256));
  const lacking = rows.filter(({ sha256 }) => pictures.includes(sha256) && !there.has(sha256));
  return [...new Map(lacking.map(({ sha256, id }) => [sha256, id])).values()];
}

/**
 * A correction of the version whose date has passed meanwhile would go to students at once, though it may have been put off
 * since: it comes back without a date, unless students read it already.
 */
function withoutNewOpenings(
  context: DomainContext,
  lessonId: string,
  { text, restored }: { text: readonly BlockBody[]; restored: readonly BlockBody[] },
): BlockBody[] {
  const isRead = new Set(text.filter((block) => readTeacherBlock(block) === null).map(({ id }) => id));
  return withoutOpenedTwice(restored).map((block) => {
    const at = nextOpening(context, lessonId, [block]);
    if (at === null || at > context.clock.now() || isRead.has(block.id)) return block;
    const { at: _, due: __, ...attrs } = block.content.attrs as Record<string, unknown>;
    return { ...block, content: { ...block.content, attrs } };
  });
}

interface VersionBlocks {
  readonly title: string;
  readonly blocks: BlockBody[];
}

function requireVersion(
  context: DomainContext,
  { lessonId, versionId }: { lessonId: string; versionId: number },
): VersionBlocks {
  const { db } = context.store;
  const row = readVersions(db, lessonId).find(({ id }) => id === versionId);
  if (row === undefined) throw new CartableError('store/not-found', {}, 'never');
  return { title: row.title, blocks: blocksOf(row, readVersionBlocks(db, lessonId)) };
}

function blocksOf({ rows }: VersionRow, known: ReadonlyMap<number, BlockBody>): BlockBody[] {
  return rows.flatMap((row) => known.get(row) ?? []);
}

function shown(blocks: readonly BlockBody[]): LessonBlock[] {
  return blocks.map(({ id, content }) => ({ id, content: { ...content } }));
}
