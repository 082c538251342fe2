import type { PackageFiles } from './package-files.ts';
import { type ReadPicture, WRITING_LIMITS } from './rich-text.ts';

/** What a lesson shows as a picture; drawings of Windows (WMF, EMF) are none. */
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|bmp|tiff?|svg)$/i;

/** The pictures of a text, each unpacked once. */
export class PictureBox {
  readonly all = new Map<string, ReadPicture>();
  /** One file of a few kilobytes can unpack to pictures of gigabytes. */
  #bytesLeft: number = WRITING_LIMITS.fileBytes;

  /** The name of a picture of a package, which is kept; null for what is none, or one too many. */
  take(files: PackageFiles, path: string): string | null {
    if (this.all.has(path)) return path;
    const name = path.split('/').at(-1) ?? path;
    if (!PICTURE.test(name) || this.all.size >= WRITING_LIMITS.pictures) return null;
    const bytes = files.bytesOf(path);
    if (bytes === null || bytes.length === 0 || bytes.length > this.#bytesLeft) return null;
    this.#bytesLeft -= bytes.length;
    this.all.set(path, { name, bytes });
    return path;
  }

  /** One that lies within the text itself. */
  put(name: string, bytes: Uint8Array): string | null {
    if (this.all.size >= WRITING_LIMITS.pictures || bytes.length === 0) return null;
    const key = `${this.all.size} ${name}`;
    this.all.set(key, { name, bytes });
    return key;
  }
}
