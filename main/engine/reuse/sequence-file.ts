import { open } from 'node:fs/promises';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { DomainContext } from '../context.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import type { Material, MaterialDocument } from './material.ts';

/** What the file says of itself; a later form gets another number. */
export const FORM = { format: 'cartable-sequence', version: 1 } as const;
/** The member that says everything but the documents. */
export const CONTENT = 'sequence.json';
export const FOLDER = 'documents/';

/**
 * Writes lessons as one file for a colleague: a ZIP with what they say, and each document once, under its hash.
 *
 * The teacher's notes of sequences are left out unless asked for; a document that is not on this computer is left out, and
 * counted. No class, no date and no name of anybody is in it.
 * @throws CartableError `policy/folder-not-allowed`, `store/disk-full`, `library/folder-unwritable`; or the signal's reason
 */
export async function writeSequenceFile(
  context: DomainContext,
  material: Material,
  { path, withNotes, signal }: { path: string; withNotes: boolean; signal?: AbortSignal | undefined },
): Promise<{ documentCount: number; leftOutCount: number }> {
  const documents = new Map(
    material.lessons.flatMap((lesson) => lesson.documents).map((document) => [document.sha256, document]),
  );
  let leftOutCount = 0;
  await replaceChosenFile(context, path, async (draft) => {
    const written = await writeDraft(context, draft, {
      body: bodyOf(material, withNotes),
      documents,
      signal,
    });
    leftOutCount = documents.size - written;
  });
  return { documentCount: documents.size - leftOutCount, leftOutCount };
}

/** The material as it travels: of nobody's class, and a copy of no lesson. */
function bodyOf({ sequences, lessons }: Material, withNotes: boolean): string {
  const said: Material = {
    sequences: sequences.map(({ fields }) => ({
      id: null,
      fields: withNotes ? fields : { ...fields, notes: '' },
    })),
    lessons: lessons.map((lesson) => ({ ...lesson, copyOf: null })),
  };
  return JSON.stringify({ ...FORM, ...said });
}

interface Draft {
  readonly body: string;
  readonly documents: ReadonlyMap<string, MaterialDocument>;
  readonly signal: AbortSignal | undefined;
}

/** One document in memory at a time. Returns how many there are in it. */
async function writeDraft(
  context: DomainContext,
  draft: string,
  { body, documents, signal }: Draft,
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
    await put(new ZipDeflate(CONTENT), strToU8(body));
    let count = 0;
    for (const { sha256, sizeBytes } of documents.values()) {
      signal?.throwIfAborted();
      const bytes = await context.vault.readIntact({ sha256, sizeBytes });
      if (bytes === null) continue;
      // Stored, not packed: what was optimised is.
      await put(new ZipPassThrough(`${FOLDER}${sha256}`), bytes);
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
