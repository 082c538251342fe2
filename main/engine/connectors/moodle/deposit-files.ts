import { CartableError } from '../../platform/cartable-error.ts';
import type { Lesson } from './deposit.ts';
import { draftIdOf, fileNameFor } from './draft-files.ts';
import type { Line } from './questions.ts';
import { bodyOfFile, uploadTo } from './upload.ts';

/** Where a lesson's documents lie among the teacher's private files. */
export const folderOf = ({ title }: Pick<Lesson, 'title'>) =>
  `/Cartable/${fileNameFor(title).slice(0, 100).trim()}/`;

interface Named {
  readonly name: string;
  readonly sha256: string;
}
type FileThere = { readonly filename: string; readonly filesize?: number | null | undefined };

/**
 * The documents that are not among these files, each under a name that is free: Moodle would write over a file of the same name, which the
 * teacher may have changed there.
 */
export function filesLeft(
  { files }: { readonly files: readonly (Named & { readonly sizeBytes: number })[] },
  there: readonly FileThere[],
): Named[] {
  const sizes = new Map(there.map(({ filename, filesize }) => [filename, filesize ?? null]));
  return files.flatMap((file) => {
    for (const name of names(fileNameFor(file.name))) {
      const size = sizes.get(name);
      if (size === file.sizeBytes) return [];
      if (size === undefined) {
        // Another of the lesson's own documents may have that name.
        sizes.set(name, file.sizeBytes);
        return [{ name, sha256: file.sha256 }];
      }
    }
    return [];
  });
}

/** `a.pdf`, `a (2).pdf`, … */
function* names(name: string): Generator<string> {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  yield name;
  for (let count = 2; ; count += 1) yield `${stem} (${count})${extension}`;
}

/**
 * Brings documents of a lesson into a draft area. What lies there already from a cut before is not brought again.
 *
 * @throws CartableError `moodle/no-room` with the document's `name`, `vault/*`; as `MoodleApi.call`
 */
export async function draftOf(
  line: Line,
  lesson: Pick<Lesson, 'files'>,
  wanted: readonly Named[],
  filepath = '/',
): Promise<number> {
  const draftId = draftIdOf(wanted.map(({ name, sha256 }) => ({ sha256, name: `${filepath}${name}` })));
  for (const { name, sha256 } of wanted) {
    const file = lesson.files.find((one) => one.sha256 === sha256);
    if (file === undefined) continue;
    const refusal = await uploadTo(line, draftId, { name, filepath, body: bodyOfFile(file) });
    if (refusal !== null) throw new CartableError('moodle/no-room', { name: file.name }, 'after-user');
  }
  return draftId;
}
