import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as z from 'zod';
import { handIn, LESSON_MOST_BLOCKS, pointsTimes100 } from '../../../preload/contract/domain.ts';
import { sequenceFields } from '../../../preload/contract/progression.ts';
import type { Template } from '../../../preload/contract/reuse.ts';
import type { DomainContext } from '../context.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { readChosenFile } from '../policies/chosen-files.ts';
import { tellingShare } from '../share-progress.ts';
import { openPackage, type PackageFiles } from '../writing/package-files.ts';
import { isCartridge } from '../writing/read-cartridge.ts';
import { WRITING_LIMITS } from '../writing/rich-text.ts';
import { openCartridge } from './cartridge-file.ts';
import type { Material, MaterialDocument } from './material.ts';
import { CONTENT, FOLDER, FORM } from './sequence-file.ts';
import { keepTemplate } from './templates.ts';

/** A year of documents; it is read whole, so that it is the same from the first to the last. */
const MOST_BYTES = 512 * 1024 * 1024;

const text = (length: number) => z.string().max(length);
const count = z.number().int().min(0).max(10_000);

/** Within as many others as a text of another program may be: what is deeper ends whoever goes through it. */
function isShallow(node: unknown, deepest: number = WRITING_LIMITS.depth): boolean {
  if (node === null || typeof node !== 'object') return true;
  return deepest > 0 && Object.values(node).every((one) => isShallow(one, deepest - 1));
}

/** What somebody else's file may say: no more than Cartable's own edits may. */
const body = z.object({
  format: z.literal(FORM.format),
  version: z.literal(FORM.version),
  sequences: z.array(z.object({ fields: sequenceFields })).max(100),
  lessons: z
    .array(
      z.object({
        title: z.string().trim().min(1).max(300),
        blocks: z
          .array(z.object({ content: z.record(z.string(), z.unknown()).refine(isShallow) }))
          .max(LESSON_MOST_BLOCKS),
        minutes: z.number().int().min(5).max(600).nullable(),
        objectives: text(2000),
        sequence: count.nullable(),
        // A school year has no more weeks. Files of before 30 November 2026 say nothing.
        emptyWeeksBefore: z.number().int().min(0).max(52).optional(),
        documents: z
          .array(
            z.object({
              name: z.string().min(1).max(255),
              sha256: z.string().regex(/^[0-9a-f]{64}$/),
              sizeBytes: z.number().int().min(0),
              mediaType: text(200),
              isForTeacher: z.boolean().optional(),
            }),
          )
          .max(200),
        homework: z
          .array(
            z.object({
              text: z.string().trim().min(1).max(4000),
              expectedMinutes: z.number().int().min(1).max(6000).nullable(),
              // Files of before say nothing of it.
              handIn: handIn.nullable().default(null),
              dueLesson: count.nullable(),
              days: z.number().int().min(-400).max(400),
              offsetMs: z.number().int().min(-86_400_000).max(86_400_000),
              maxTimes100: pointsTimes100.min(1).optional(),
            }),
          )
          .max(100),
      }),
    )
    .min(1)
    .max(1000),
});
type Body = z.infer<typeof body>;

/**
 * Opens a file that a colleague wrote, or a Common Cartridge: it becomes a template, with its documents, each optimised like any other. All of it, or nothing.
 *
 * @throws CartableError `reuse/not-a-sequence`, `reuse/too-new`, `library/file-missing`, `library/file-unreadable`,
 *   `library/file-refused` (a document), `policy/folder-not-allowed`, `store/disk-full`; or the signal's reason
 */
export async function openSequenceFile(
  context: DomainContext,
  path: string,
  signal?: AbortSignal,
): Promise<Template> {
  const progress = followOpening(context);
  const bytes = await readChosenFile(context, path, MOST_BYTES, { signal, onShare: progress.read });
  if (bytes === null) throw notASequence();
  const files = openFiles(bytes);
  if (isCartridge(files))
    return openCartridge(context, files, { name: basename(path), signal, onShare: progress.brought });
  const said = readBody(files);
  const documents = uniqueDocuments(said);
  const brought = new Map<string, MaterialDocument & { documentId: string }>();
  try {
    for (const [index, document] of documents.entries()) {
      signal?.throwIfAborted();
      progress.brought(index / documents.length);
      const own = await bring(context, { files, document }, signal);
      if (own !== null) brought.set(document.sha256, own);
    }
    progress.brought(1);
    return keepTemplate(
      context,
      said.sequences.length === 0 ? 'lesson' : 'sequence',
      toMaterial(context, said, brought),
    );
  } catch (error) {
    for (const { documentId } of brought.values()) libraryHandlers.forget(context, documentId);
    throw error;
  }
}

/** What of the time goes by until a file is read: its documents are made small then, which takes longer. */
const READING_SHARE = 0.2;

function followOpening(context: DomainContext) {
  const tell = tellingShare(context, 'sequence');
  tell(0);
  return {
    read: (share: number) => tell(share * READING_SHARE),
    brought: (share: number) => tell(READING_SHARE + share * (1 - READING_SHARE)),
  };
}

/** Each document once, however many lessons it hangs on. */
function uniqueDocuments({ lessons }: Body): MaterialDocument[] {
  const all = lessons.flatMap(({ documents }) => documents);
  return [...new Map(all.map((document) => [document.sha256, document])).values()];
}

function openFiles(bytes: Buffer): PackageFiles {
  try {
    return openPackage(bytes);
  } catch (error) {
    throw notASequence(error);
  }
}

function readBody(files: PackageFiles): Body {
  let written: unknown;
  try {
    written = JSON.parse(files.textOf(CONTENT) ?? '');
  } catch (error) {
    throw notASequence(error);
  }
  const form = z.looseObject({ format: z.literal(FORM.format), version: z.number() }).safeParse(written);
  if (form.success && form.data.version > FORM.version)
    throw new CartableError('reuse/too-new', {}, 'after-user');
  const read = body.safeParse(written);
  if (!read.success) throw notASequence(read.error);
  return read.data;
}

interface Packed {
  readonly files: PackageFiles;
  readonly document: MaterialDocument;
}

/** Null: the file was written without it. One whose bytes are not those of its name ends it all. */
async function bring(context: DomainContext, { files, document }: Packed, signal: AbortSignal | undefined) {
  const bytes = unpacked(files, `${FOLDER}${document.sha256}`);
  if (bytes === null) return null;
  if (createHash('sha256').update(bytes).digest('hex') !== document.sha256) throw notASequence();
  return libraryHandlers.bring(context, { name: document.name, bytes }, signal);
}

function unpacked(files: PackageFiles, name: string): Buffer | null {
  try {
    return files.bytesOf(name);
  } catch (error) {
    throw notASequence(error);
  }
}

/** Under ids of this computer; pictures are those of the documents as they are here. */
function toMaterial(
  context: DomainContext,
  { sequences, lessons }: Body,
  brought: ReadonlyMap<string, MaterialDocument>,
): Material {
  return {
    sequences: sequences.map(({ fields }) => ({ id: null, fields })),
    lessons: lessons.map((lesson) => ({
      ...lesson,
      sequence: lesson.sequence !== null && lesson.sequence < sequences.length ? lesson.sequence : null,
      copyOf: null,
      blocks: lesson.blocks.map(({ content }) => ({
        id: context.random.id(),
        content: withHashes(content, brought) as Record<string, unknown>,
      })),
      documents: lesson.documents.flatMap((document) => {
        const own = brought.get(document.sha256);
        if (own === undefined) return [];
        const { name, sha256, sizeBytes, mediaType } = own;
        return [{ name, sha256, sizeBytes, mediaType, isForTeacher: document.isForTeacher }];
      }),
    })),
  };
}

function withHashes(node: unknown, brought: ReadonlyMap<string, MaterialDocument>): unknown {
  if (Array.isArray(node)) return node.map((one) => withHashes(one, brought));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'sha256' && typeof value === 'string'
        ? (brought.get(value)?.sha256 ?? value)
        : withHashes(value, brought),
    ]),
  );
}

function notASequence(cause?: unknown): CartableError {
  return new CartableError('reuse/not-a-sequence', {}, 'after-user', cause);
}
