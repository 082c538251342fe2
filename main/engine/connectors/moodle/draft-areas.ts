import type { OutgoingFile } from '../adapter-types.ts';
import { fileRefOf } from './bodies.ts';
import { draftIdOf } from './draft-files.ts';
import { fetchFile } from './fetch-file.ts';
import type { Return, WantedFile } from './plan-return.ts';
import type { Line } from './questions.ts';
import { bodyOfFile, uploadTo } from './upload.ts';

/** A file of Moodle's that must stay is read into memory to go back: more than this is not touched. */
const KEPT_BYTES_MAX = 100 * 1024 * 1024;

/** Why a copy's files cannot be put together. */
export type DraftRefusal = 'blob-missing' | 'too-large' | 'quota' | 'not-kept';

/**
 * The draft area with all files that a copy is to have: Moodle replaces a copy's files by what lies there.
 *
 * A single file was brought there before (`putBlob`). Several are put together here, those of Moodle's own too, which it
 * cannot copy by itself.
 */
export async function draftFor(
  line: Line,
  { files }: Pick<Return, 'files'>,
  fileOf: (sha256: string) => OutgoingFile | null,
): Promise<{ readonly draftId: number | null } | { readonly refusal: DraftRefusal }> {
  if (files === null) return { draftId: null };
  const draftId = draftIdOf(files.map((file) => ({ sha256: nameOfBytes(file), name: file.name })));
  const [only] = files;
  if (only !== undefined && files.length === 1 && !('moodle' in only)) return { draftId };
  for (const file of files) {
    const refusal =
      'moodle' in file ? await keep(line, draftId, file) : await bring(line, draftId, file, fileOf);
    if (refusal !== null) return { refusal };
  }
  return { draftId };
}

function nameOfBytes(file: WantedFile): string {
  return 'moodle' in file ? (fileRefOf(file.moodle)?.sha256 ?? file.moodle.fileurl) : file.sha256;
}

async function bring(
  line: Line,
  draftId: number,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  fileOf: (sha256: string) => OutgoingFile | null,
): Promise<DraftRefusal | null> {
  const file = fileOf(sha256);
  return file === null ? 'blob-missing' : uploadTo(line, draftId, { name, body: bodyOfFile(file) });
}

async function keep(
  line: Line,
  draftId: number,
  { moodle }: Extract<WantedFile, { moodle: unknown }>,
): Promise<DraftRefusal | null> {
  const ref = fileRefOf(moodle);
  if (ref === null || ref.bytes > KEPT_BYTES_MAX) return 'not-kept';
  const chunks: Uint8Array[] = [];
  const sink = { begin: async () => undefined, write: async (chunk: Uint8Array) => void chunks.push(chunk) };
  if (!(await fetchFile(line, ref.place, { fromBytes: 0, sink }))) return 'not-kept';
  const bytes = Buffer.concat(chunks);
  if (bytes.byteLength !== ref.bytes) return 'not-kept';
  const body = {
    sizeBytes: bytes.byteLength,
    async *chunks() {
      yield bytes;
    },
  };
  const { filename: name, filepath = '/' } = moodle;
  return uploadTo(line, draftId, { name, filepath, body });
}
