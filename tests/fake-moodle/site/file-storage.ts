import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { StoredFile } from './rows.ts';

export interface FileArea {
  readonly contextid: number;
  readonly component: string;
  readonly filearea: string;
  readonly itemid: number;
}

/** lib/classes/filetypes.php `get_file_extension`, of what students and teachers hand in here. */
const TYPES: Readonly<Record<string, readonly [mimetype: string, icon: string]>> = {
  '.pdf': ['application/pdf', 'f/pdf'],
  '.jpg': ['image/jpeg', 'f/image'],
  '.png': ['image/png', 'f/image'],
  '.heic': ['image/heic', 'f/image'],
  '.txt': ['text/plain', 'f/text'],
  '.docx': ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'f/document'],
  '.odt': ['application/vnd.oasis.opendocument.text', 'f/writer'],
};
const UNKNOWN = ['document/unknown', 'f/unknown'] as const;

const typeOf = (filename: string) => TYPES[extname(filename).toLowerCase()] ?? UNKNOWN;

export const iconOf = (filename: string): string => typeOf(filename)[1];

/** lib/filestorage/file_storage.php: files by the area in which they lie. */
export class FileStorage {
  readonly #areas = new Map<string, StoredFile[]>();

  files(area: FileArea): readonly StoredFile[] {
    return this.#areas.get(keyOf(area)) ?? [];
  }

  find(area: FileArea, filepath: string, filename: string): StoredFile | undefined {
    return this.files(area).find((file) => file.filepath === filepath && file.filename === filename);
  }

  add(
    area: FileArea,
    file: { filename: string; filepath?: string; bytes: Buffer },
    timemodified: number,
  ): void {
    const stored: StoredFile = {
      filename: file.filename,
      filepath: file.filepath ?? '/',
      bytes: file.bytes,
      contenthash: createHash('sha1').update(file.bytes).digest('hex'),
      timemodified,
      mimetype: typeOf(file.filename)[0],
    };
    this.#areas.set(keyOf(area), [...this.files(area), stored]);
  }

  /** `file_save_draft_area_files`: the area holds what the draft holds; a file with the same bytes keeps its time. */
  replace(area: FileArea, draft: readonly StoredFile[], now: number): void {
    const before = this.files(area);
    this.#areas.set(
      keyOf(area),
      draft.map((file) => {
        const same = before.find((old) => isSame(old, file));
        return same ?? { ...file, timemodified: now };
      }),
    );
  }

  clear(area: FileArea): void {
    this.#areas.delete(keyOf(area));
  }
}

/** By name, place and bytes. */
export function isSame(one: StoredFile, other: StoredFile): boolean {
  return (
    one.filename === other.filename &&
    one.filepath === other.filepath &&
    one.contenthash === other.contenthash
  );
}

const keyOf = ({ contextid, component, filearea, itemid }: FileArea) =>
  `${contextid}/${component}/${filearea}/${itemid}`;
