import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeOwnFolder } from './own-files.ts';
import { writeWholeSync } from './whole-files.ts';

export interface RotatingFileOptions {
  /** Where lines are appended, for example `logs/engine.log`; older ones move to `engine.1.log`, `engine.2.log`… */
  readonly path: string;
  readonly fileCount: number;
  readonly fileBytes: number;
}

/**
 * A file that never grows beyond its size: when it is full it becomes an older one, and the oldest goes.
 *
 * Written at once, so that the lines before a crash are there. Never fails: a full disk must not stop who logs,
 * and the lines that do not fit are lost, whole.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #file: number | null = null;
  #sizeBytes = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  write(line: string): void {
    try {
      const bytes = Buffer.from(line);
      this.#file ??= this.#open();
      if (this.#sizeBytes > 0 && this.#sizeBytes + bytes.byteLength > this.#options.fileBytes) this.#rotate();
      this.#append(this.#file, bytes);
    } catch {
      this.close();
    }
  }

  close(): void {
    if (this.#file === null) return;
    try {
      closeSync(this.#file);
    } catch {
      // Closed by the system, with a disk that is gone.
    }
    this.#file = null;
  }

  /** A line of which only a part fits would spoil the next one as well. */
  #append(file: number, bytes: Uint8Array): void {
    try {
      writeWholeSync(file, bytes);
      this.#sizeBytes += bytes.byteLength;
    } catch (error) {
      ftruncateSync(file, this.#sizeBytes);
      throw error;
    }
  }

  #open(): number {
    makeOwnFolder(dirname(this.#options.path));
    const file = openSync(this.#options.path, 'a', 0o600);
    this.#sizeBytes = fstatSync(file).size;
    return file;
  }

  #rotate(): void {
    this.close();
    const { fileCount } = this.#options;
    rmSync(this.#nameOf(fileCount - 1), { force: true });
    for (let age = fileCount - 2; age >= 0; age -= 1) {
      if (existsSync(this.#nameOf(age))) renameSync(this.#nameOf(age), this.#nameOf(age + 1));
    }
    this.#file = this.#open();
  }

  #nameOf(age: number): string {
    const { path } = this.#options;
    return age === 0 ? path : path.replace(/(\.[^./\\]*)?$/, `.${age}$1`);
  }
}
