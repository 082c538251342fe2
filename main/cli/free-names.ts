import { constants } from 'node:fs';
import { copyFile, link, readdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** What Linux's and macOS's file systems take; Windows counts fewer bytes for the same name. */
const NAME_BYTES_MAX = 255;

/** Disks without hard links (FAT, some shares) say it in these ways. */
const NO_LINKS: readonly unknown[] = [
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EXDEV',
  'EMLINK',
  'EACCES',
];

/** The names of a folder: what stands there is never replaced, whoever wrote it. */
export class FreeNames {
  readonly #folder: string;
  readonly #taken: Set<string>;

  private constructor(folder: string, names: readonly string[]) {
    this.#folder = folder;
    this.#taken = new Set(names.map(keyOf));
  }

  static async of(folder: string): Promise<FreeNames> {
    return new FreeNames(folder, await readdir(folder));
  }

  /**
   * Gives a finished draft, on the same disk, the name or the next free one like it: "photo (2).jpg".
   *
   * @returns the path under which it stands now
   */
  async place(draft: string, name: string): Promise<string> {
    for (let copy = 1; ; copy += 1) {
      const candidate = numbered(name, copy);
      if (this.#taken.has(keyOf(candidate))) continue;
      this.#taken.add(keyOf(candidate));
      const path = join(this.#folder, candidate);
      if (await claim(draft, path)) return path;
    }
  }
}

/** Names that some disk takes for the same: "Été.PDF" and "été.pdf", with accents in one piece or in two. */
function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function numbered(name: string, copy: number): string {
  // What follows the last dot may be prose: it is cut like the rest.
  const extension = extname(name).length > 20 ? '' : extname(name);
  const ending = copy === 1 ? extension : ` (${copy})${extension}`;
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + ending) > NAME_BYTES_MAX) stem = [...stem].slice(0, -1).join('');
  return stem + ending;
}

/** False when something stands there: come since the folder was read, or the same in the disk's eyes alone. */
async function claim(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path).catch((error) => {
      if (!NO_LINKS.includes(error.code)) throw error;
      return copyFile(draft, path, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await rm(draft);
  return true;
}
