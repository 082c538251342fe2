import { nameWords } from './names.ts';

/** What a path in a ZIP of copies says: whose file it is, and what the file is called. */
export interface ArchivePath {
  /** Where a student's name stands. */
  readonly who: string;
  /** The number by which Moodle knows the student within the assignment; null: this is not Moodle's. */
  readonly participant: string | null;
  readonly fileName: string;
}

/**
 * `fullname_number_plugintype_pluginname`, with what follows in flat archives: mod/assign/locallib.php writes it, and
 * feedback/file/importziplib.php reads it, from Moodle 2.4 on. A folder's name ends with a further `_` before Moodle 4.1.
 */
const MOODLE = /^([^_]+)_(\d+)_(?:assignsubmission|assignfeedback)_[a-z]+(?:_(.*))?$/s;

/** What systems put beside a teacher's files. */
const OF_THE_SYSTEM = /(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/** Whether a member is a system's own, or an empty folder. */
export function isOfTheSystem(path: string): boolean {
  return path.endsWith('/') || OF_THE_SYSTEM.test(path);
}

/** Reads a member's path, in which folders are set apart by `/`. */
export function readArchivePath(path: string): ArchivePath {
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    const [, who, participant, rest = ''] = MOODLE.exec(part) ?? [];
    if (who === undefined || participant === undefined) continue;
    const below = [rest, ...parts.slice(index + 1)].filter((name) => name !== '');
    return { who, participant, fileName: below.at(-1) ?? part };
  }
  return { who: parts.join('/'), participant: null, fileName: parts.at(-1) ?? path };
}

/** Words of titles and of groups stand in most paths; a name stands in few. Below three paths nothing is common. */
const FEWEST_PATHS = 3;

/** The words that more than half of the texts hold, and that are nobody's name: a homework's title, a class. */
export function commonWords(texts: readonly string[], names: ReadonlySet<string>): ReadonlySet<string> {
  if (texts.length < FEWEST_PATHS) return new Set();
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(nameWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const isCommon = ([word, count]: [string, number]) => count * 2 > texts.length && !names.has(word);
  return new Set([...counts].filter(isCommon).map(([word]) => word));
}

/** The characters of DOS's code page 850 from 0x80 to 0xA5: every accented letter of French lies there. */
const DOS_LETTERS = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑ';

/**
 * A member's name: as Unicode where the archive or the bytes say so, else as a French Windows wrote it.
 *
 * @param unicode the name that Info-ZIP adds in Unicode, with its five bytes of head; empty without
 */
export function decodeName(bytes: Uint8Array, isUtf8: boolean, unicode: Uint8Array): string {
  if (unicode.length > UNICODE_HEAD) return utf8(unicode.subarray(UNICODE_HEAD)) ?? '';
  const text = utf8(bytes);
  if (text !== null || isUtf8) return text ?? '';
  const isDos = bytes.every((byte) => byte < 0x80 + DOS_LETTERS.length);
  if (!isDos) return new TextDecoder('windows-1252').decode(bytes);
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : DOS_LETTERS.charAt(byte - 0x80),
  ).join('');
}

/** Id and length (2 bytes each), version, and the CRC-32 of the other name. */
const UNICODE_HEAD = 9;

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
