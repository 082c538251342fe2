import { posix } from 'node:path';
import type { Template } from '../../../preload/contract/reuse.ts';
import { forStudents } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext, ImportedDocument } from '../context.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { PackageFiles } from '../writing/package-files.ts';
import { type CartridgeLesson, readCartridge } from '../writing/read-cartridge.ts';
import type { RichNode } from '../writing/rich-text.ts';
import { withPictures } from '../writing/with-pictures.ts';
import { type PackedCartridge, packCartridge } from '../writing/write-cartridge.ts';
import type { Material, MaterialDocument, MaterialLesson } from './material.ts';
import { titleOf } from './material.ts';
import { keepTemplate } from './templates.ts';

/**
 * Keeps a Common Cartridge as a template: a sequence of its lessons, with their files and pictures. All of it, or nothing; a file
 * that the optimiser refuses is left out.
 *
 * @throws CartableError `reuse/not-a-sequence`, `writing/too-long`, `store/disk-full`; or the signal's reason
 */
export async function openCartridge(
  context: DomainContext,
  files: PackageFiles,
  { name, signal, onShare }: { name: string; signal: AbortSignal | undefined; onShare(share: number): void },
): Promise<Template> {
  const cartridge = readSafely(files);
  const brought = new Map<string, ImportedDocument>();
  try {
    const contents = [...contentsOf(files, cartridge.lessons)];
    for (const [index, [path, bytes]] of contents.entries()) {
      signal?.throwIfAborted();
      onShare(index / contents.length);
      const own = await bringOrLeave(context, { name: posix.basename(path), bytes: bytes() }, signal);
      if (own !== null) brought.set(path, own);
    }
    onShare(1);
    const title = cartridge.title === '' ? name.replace(/\.[^.]*$/, '') : cartridge.title;
    return keepTemplate(context, 'sequence', {
      sequences: [{ id: null, fields: fieldsOf(title) }],
      lessons: cartridge.lessons.map((lesson) => toLesson(context, lesson, brought)),
    });
  } catch (error) {
    for (const { documentId } of brought.values()) libraryHandlers.forget(context, documentId);
    throw error;
  }
}

/** What is wrong with a text of it is wrong with the cartridge. */
function readSafely(files: PackageFiles) {
  try {
    return readCartridge(files);
  } catch (error) {
    const isOfText = error instanceof CartableError && error.code !== 'writing/too-long';
    if (isOfText) throw new CartableError('reuse/not-a-sequence', {}, 'after-user', error);
    throw error;
  }
}

/** Pictures and files by their paths, each once, unpacked when it is its turn. */
function contentsOf(
  files: PackageFiles,
  lessons: readonly CartridgeLesson[],
): ReadonlyMap<string, () => Uint8Array> {
  const contents = new Map<string, () => Uint8Array>();
  for (const { pictures, files: hung } of lessons) {
    for (const [path, { bytes }] of pictures) contents.set(path, () => bytes);
    for (const path of hung) contents.set(path, () => files.bytesOf(path) ?? new Uint8Array());
  }
  return contents;
}

async function bringOrLeave(
  context: DomainContext,
  file: { name: string; bytes: Uint8Array },
  signal: AbortSignal | undefined,
): Promise<ImportedDocument | null> {
  if (file.bytes.length === 0) return null;
  try {
    return await libraryHandlers.bring(context, file, signal);
  } catch (error) {
    if (error instanceof CartableError && error.code === 'library/file-refused') return null;
    throw error;
  }
}

function toLesson(
  context: DomainContext,
  { title, nodes, pictures, files }: CartridgeLesson,
  brought: ReadonlyMap<string, ImportedDocument>,
): MaterialLesson {
  const own = [...new Set([...pictures.keys(), ...files])].flatMap((path) => brought.get(path) ?? []);
  const documents = new Map(
    own.map(({ name, sha256, sizeBytes, mediaType }): [string, MaterialDocument] => [
      sha256,
      { name, sha256, sizeBytes, mediaType },
    ]),
  );
  return {
    title,
    blocks: nodes.map((node) => ({ id: context.random.id(), content: { ...withPictures(node, brought) } })),
    minutes: null,
    objectives: '',
    sequence: 0,
    copyOf: null,
    documents: [...documents.values()],
    homework: [],
  };
}

function fieldsOf(title: string): Material['sequences'][number]['fields'] {
  const silent = { subject: '', objectives: '', programme: '', competencies: '', notes: '' };
  return { ...silent, title: title === '' ? '…' : title, expectedSessions: null };
}

/** A material as a cartridge lays it out, with the documents that are there. */
export function packMaterial(material: Material, isThere: (sha256: string) => boolean): PackedCartridge {
  return packCartridge(
    titleOf(material),
    material.lessons.map(({ title, blocks, documents }) => ({
      title,
      nodes: forStudents(blocks).map(({ content }) => content as unknown as RichNode),
      documents: documents.filter(({ sha256 }) => isThere(sha256)),
    })),
  );
}
