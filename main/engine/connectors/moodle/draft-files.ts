import { createHash } from 'node:crypto';

/**
 * Names of Moodle's draft areas, which files go to before a copy takes them (webservice/upload.php).
 *
 * An area is named by what is to be in it, so that sending again what a cut line has brought changes nothing: Moodle says
 * `filenameexist`. Moodle draws its own names below 10^9; ours lie above, within the 31 bits of an INT.
 */
export interface DraftFile {
  /** The hash of its bytes, or the stand-in for a file that is Moodle's already. */
  readonly sha256: string;
  readonly name: string;
}

const OURS_FROM = 1_000_000_000;
const OURS = 2 ** 31 - 1 - OURS_FROM;

/** The draft area for just these files, in any order. */
export function draftIdOf(files: readonly DraftFile[]): number {
  const names = files.map(({ sha256, name }) => `${sha256} ${name}`).sort();
  const digest = createHash('sha256').update(names.join('\n')).digest();
  return OURS_FROM + (digest.readUInt32BE(0) % OURS);
}

/**
 * A file's name as Moodle will have it (lib/classes/param.php, clean_param_value_file): without signs that it takes out.
 *
 * An apostrophe, which it takes out too, is written as the sign that French prints.
 */
export function fileNameFor(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll("'", '’')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f&<>"`|:\\/]/g, '')
    .trim();
  return clean === '' || clean === '.' || clean === '..' ? 'document' : clean;
}

/** A name that none of the others has: `copie (2).pdf`. */
export function nameBeside(name: string, others: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 2; others.has(name); count += 1) name = `${stem} (${count})${extension}`;
  return name;
}
