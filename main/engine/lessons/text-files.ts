import { basename, extname } from 'node:path';
import type { DocumentRef, LessonDetail } from '../../../preload/contract/domain.ts';
import type { ImportedText, PublicationState } from '../../../preload/contract/lessons.ts';
import { forStudents, readTeacherBlock } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext } from '../context.ts';
import { attachDocument } from '../library/attached-files.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { writeNewFile } from '../platform/whole-files.ts';
import { readChosenFile, replaceChosenFile } from '../policies/chosen-files.ts';
import { pixelsOf } from '../writing/picture-size.ts';
import { readText } from '../writing/read-text.ts';
import { notAText, tooLong } from '../writing/refusals.ts';
import { type ReadPicture, type ReadText, type RichNode, WRITING_LIMITS } from '../writing/rich-text.ts';
import { withPictures } from '../writing/with-pictures.ts';
import { writeDocx } from '../writing/write-docx.ts';
import { writeMarkdown } from '../writing/write-markdown.ts';
import type { WrittenPicture } from '../writing/written-text.ts';
import { readLivingBody, writeLesson } from './lesson-edits.ts';
import { RESOURCE } from './lesson-parts.ts';
import { detailLesson } from './lesson-views.ts';
import { stateBefore } from './publication.ts';

/**
 * Adds the text of another program's file to the end of a lesson, with its pictures as documents of the lesson: all of it or
 * nothing. A picture that the optimiser refuses is left out, and counted.
 *
 * @returns what `lessons.putBack` wants for undo
 * @throws CartableError `store/not-found`, `writing/*`, `library/file-missing`, `library/file-unreadable`,
 *   `policy/folder-not-allowed`, `store/disk-full`; or the signal's reason
 */
export async function importText(
  context: DomainContext,
  { lessonId, path }: { lessonId: string; path: string },
  signal?: AbortSignal,
): Promise<ImportedText> {
  readLivingBody(context, lessonId);
  const bytes = await readChosenFile(context, path, WRITING_LIMITS.fileBytes);
  if (bytes === null) throw tooLong();
  const read = readText(basename(path), bytes);
  const brought = new Map<string, { documentId: string; sha256: string; name: string }>();
  try {
    for (const [file, picture] of read.pictures) {
      const document = await bring(context, picture, signal);
      if (document !== null) brought.set(file, document);
    }
    const before = context.store.write(() => append(context, lessonId, { read, brought }));
    context.announce('lessons', 'library');
    const pictureCount = brought.size;
    return { before: [before], pictureCount, leftOutCount: read.pictures.size - pictureCount };
  } catch (error) {
    for (const { documentId } of brought.values()) libraryHandlers.forget(context, documentId);
    throw error;
  }
}

/** Null: it is no picture, or one that is refused. */
async function bring(context: DomainContext, picture: ReadPicture, signal: AbortSignal | undefined) {
  try {
    return await libraryHandlers.bring(context, picture, signal);
  } catch (error) {
    if (error instanceof CartableError && error.code === 'library/file-refused') return null;
    throw error;
  }
}

interface Brought {
  readonly read: ReadText;
  readonly brought: ReadonlyMap<string, { documentId: string; sha256: string; name: string }>;
}

function append(context: DomainContext, lessonId: string, { read, brought }: Brought): PublicationState {
  const body = readLivingBody(context, lessonId);
  const blocks = read.nodes
    .map((node) => withPictures(node, brought))
    .map((content) => ({ id: context.random.id(), content: { ...content } }));
  if (body.blocks.length + blocks.length > WRITING_LIMITS.blocks) throw tooLong();
  const after = { ...body, blocks: [...body.blocks, ...blocks] };
  writeLesson(context, lessonId, after, 'import');
  const added = [...brought.values()].map(
    ({ documentId }) => attachDocument(context, RESOURCE, { ownerId: lessonId, documentId }).id,
  );
  return stateBefore(lessonId, { body, after, added });
}

/**
 * Writes a lesson's title and text as a file of another program, by its name's ending: `.docx`, or Markdown (`.md`).
 *
 * Neither its documents nor its homework are in it; its pictures are, in a DOCX. What is for its teacher alone is in it only
 * when asked for.
 * @throws CartableError `store/not-found`, `writing/not-a-text` for another ending, `policy/folder-not-allowed`,
 *   `library/folder-unwritable`, `store/disk-full`
 */
export async function exportText(
  context: DomainContext,
  { lessonId, path, withTeacherBlocks = false }: TextExport,
): Promise<Record<string, never>> {
  const lesson = detailLesson(context, lessonId);
  const nodes = nodesOf(lesson, withTeacherBlocks);
  return writeAs(context, path, { title: lesson.title, nodes, resources: lesson.resources });
}

/** The same of several lessons, in this order, each from a page of its own on. @throws as `exportText` */
export async function exportTexts(
  context: DomainContext,
  { lessonIds, title, path, withTeacherBlocks = false }: TextsExport,
): Promise<Record<string, never>> {
  const lessons = lessonIds.map((lessonId) => detailLesson(context, lessonId));
  const nodes = lessons.flatMap((lesson, index): RichNode[] => [
    ...(index === 0 ? [] : [{ type: 'pageBreak' }]),
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: lesson.title }] },
    ...nodesOf(lesson, withTeacherBlocks),
  ]);
  return writeAs(context, path, { title, nodes, resources: lessons.flatMap(({ resources }) => resources) });
}

async function writeAs(
  context: DomainContext,
  path: string,
  { title, nodes, resources }: { title: string; nodes: RichNode[]; resources: LessonDetail['resources'] },
): Promise<Record<string, never>> {
  const ending = extname(path).toLowerCase();
  if (ending !== '.docx' && ending !== '.md') throw notAText();
  const pictures = ending === '.docx' ? await readPictures(context, resources) : new Map();
  const bytes =
    ending === '.docx' ? writeDocx({ title, nodes, pictures }) : Buffer.from(writeMarkdown({ title, nodes }));
  await replaceChosenFile(context, path, (draft) => writeNewFile(draft, [bytes]));
  return {};
}

interface TextsExport extends Omit<TextExport, 'lessonId'> {
  readonly lessonIds: readonly string[];
  readonly title: string;
}

interface TextExport {
  readonly lessonId: string;
  readonly path: string;
  readonly withTeacherBlocks?: boolean | undefined;
}

/** A lesson's text for whoever reads files: without what is for its teacher alone, or with it, under its label. */
export function nodesOf({ blocks }: Pick<LessonDetail, 'blocks'>, withTeacherBlocks: boolean): RichNode[] {
  const chosen = withTeacherBlocks ? blocks : forStudents(blocks);
  return chosen.flatMap((block) => {
    const said = readTeacherBlock(block);
    if (said === null) return [block.content as unknown as RichNode];
    const words = { type: 'text', text: said.label, marks: [{ type: 'bold' }] };
    const label = said.label === '' ? [] : [{ type: 'paragraph', content: [words] }];
    return [...label, ...said.content] as unknown as RichNode[];
  });
}

/** The pictures that are here, of the kinds that a word processor shows. */
async function readPictures(
  context: DomainContext,
  resources: readonly {
    readonly document: Pick<DocumentRef, 'sha256' | 'sizeBytes' | 'name' | 'mediaType' | 'isLocal'>;
  }[],
): Promise<Map<string, WrittenPicture>> {
  const pictures = new Map<string, WrittenPicture>();
  for (const { document } of resources) {
    const { sha256, sizeBytes, name, mediaType, isLocal } = document;
    if (!isLocal || !/^image\/(?:png|jpeg|gif)$/.test(mediaType)) continue;
    const bytes = await context.vault.readIntact({ sha256, sizeBytes });
    if (bytes !== null) pictures.set(sha256, { name, bytes, mediaType, ...pixelsOf(Buffer.from(bytes)) });
  }
  return pictures;
}
