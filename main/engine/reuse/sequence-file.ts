import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { forStudents, keptDocuments, shownDocuments } from '../../../preload/contract/teacher-blocks.ts';
import type { DomainContext } from '../context.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { packMaterial } from './cartridge-file.ts';
import type { Material, MaterialDocument } from './material.ts';

/** What the file says of itself; a later form gets another number. */
export const FORM = { format: 'cartable-sequence', version: 1 } as const;
/** The member that says everything but the documents. */
export const CONTENT = 'sequence.json';
export const FOLDER = 'documents/';

/**
 * Writes lessons as one file for a colleague: a ZIP with what they say, and each document once, under its hash. By a name that
 * ends with `.imscc` it is a Common Cartridge, which other programs read, and which has neither plans nor homework.
 *
 * The teacher's notes of sequences, and what is for the teacher alone in lessons, are left out unless asked for; a document that is not on this computer is left out, and
 * counted. No class, no date and no name of anybody is in it.
 * @throws CartableError `policy/folder-not-allowed`, `store/disk-full`, `library/folder-unwritable`; or the signal's reason
 */
export async function writeSequenceFile(
  context: DomainContext,
  material: Material,
  { path, withNotes, signal }: { path: string; withNotes: boolean; signal?: AbortSignal | undefined },
): Promise<{ documentCount: number; leftOutCount: number }> {
  // A cartridge is for students, whatever is asked for.
  const said = withNotes && !isCartridge(path) ? material : withoutKept(material);
  const documents = new Map(
    said.lessons.flatMap((lesson) => lesson.documents).map((document) => [document.sha256, document]),
  );
  let leftOutCount = 0;
  await replaceChosenFile(context, path, async (draft) => {
    const layout = layOut(context, said, { path, withNotes });
    const written = await writeDraft(context, draft, { ...layout, documents, signal });
    leftOutCount = documents.size - written;
  });
  return { documentCount: documents.size - leftOutCount, leftOutCount };
}

function isCartridge(path: string): boolean {
  return path.toLowerCase().endsWith('.imscc');
}

/** Without the documents that are for the teacher alone, or that only what is so shows. */
function withoutKept(material: Material): Material {
  const lessons = material.lessons.map((lesson) => {
    const [kept, shown] = [keptDocuments(lesson.blocks), shownDocuments(lesson.blocks)];
    const documents = lesson.documents.filter(({ sha256, isForTeacher = false }) =>
      isForTeacher ? shown.has(sha256) : !kept.has(sha256),
    );
    return { ...lesson, documents };
  });
  return { ...material, lessons };
}

/** The material as it travels: of nobody's class, and a copy of no lesson. */
function bodyOf({ sequences, lessons }: Material, withNotes: boolean): string {
  const said: Material = {
    sequences: sequences.map(({ fields }) => ({
      id: null,
      fields: withNotes ? fields : { ...fields, notes: '' },
    })),
    lessons: lessons.map((lesson) => ({
      ...lesson,
      copyOf: null,
      blocks: withNotes ? lesson.blocks : forStudents(lesson.blocks),
    })),
  };
  return JSON.stringify({ ...FORM, ...said });
}

/** The texts of the file, and where in it each document lies. */
function layOut(
  { vault }: DomainContext,
  material: Material,
  { path, withNotes }: { path: string; withNotes: boolean },
): Pick<Draft, 'texts' | 'pathOf'> {
  if (isCartridge(path)) {
    const { texts, documents } = packMaterial(material, (sha256) => existsSync(vault.pathOf(sha256)));
    return { texts, pathOf: (sha256) => documents.get(sha256) ?? null };
  }
  const texts = new Map([[CONTENT, bodyOf(material, withNotes)]]);
  return { texts, pathOf: (sha256) => `${FOLDER}${sha256}` };
}

interface Draft {
  readonly texts: ReadonlyMap<string, string>;
  readonly documents: ReadonlyMap<string, MaterialDocument>;
  /** Where a document lies in the file; null: it is not in it. */
  pathOf(sha256: string): string | null;
  readonly signal: AbortSignal | undefined;
}

/** One document in memory at a time. Returns how many there are in it. */
async function writeDraft(
  context: DomainContext,
  draft: string,
  { texts, documents, pathOf, signal }: Draft,
): Promise<number> {
  const target = await open(draft, 'wx', 0o600);
  try {
    const chunks: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      chunks.push(chunk);
    });
    const put = async (entry: ZipDeflate | ZipPassThrough, bytes: Uint8Array) => {
      entry.mtime = context.clock.now();
      zip.add(entry);
      entry.push(bytes, true);
      for (const chunk of chunks.splice(0)) await target.writeFile(chunk);
    };
    for (const [name, text] of texts) await put(new ZipDeflate(name), strToU8(text));
    let count = 0;
    for (const { sha256, sizeBytes } of documents.values()) {
      signal?.throwIfAborted();
      const path = pathOf(sha256);
      const bytes = path === null ? null : await context.vault.readIntact({ sha256, sizeBytes });
      if (path === null || bytes === null) continue;
      // Stored, not packed: what was optimised is.
      await put(new ZipPassThrough(path), bytes);
      count += 1;
    }
    zip.end();
    for (const chunk of chunks.splice(0)) await target.writeFile(chunk);
    await target.sync();
    return count;
  } finally {
    await target.close();
  }
}
