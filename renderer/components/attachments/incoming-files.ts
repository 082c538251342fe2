import type { AppError } from '../../app/app-error.ts';
import { toAppError } from '../../app/app-error.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';

/** A file on its way in: it waits its turn, is being optimised, or was refused. */
export interface IncomingFile {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly state: 'waiting' | 'working' | 'failed';
  readonly error: AppError | null;
}

type Attach = (path: string) => Promise<unknown>;

/**
 * The files that are being joined to one owner (a lesson, a submission), one at a time.
 *
 * Kept outside the screen: a teacher who moves to the next copy still has the file joined to this one. A
 * file that fails stays in the list with its reason; it is never tried again by itself, for nobody knows
 * whether an engine that died had already joined it.
 */
export class IncomingFiles {
  readonly files: Signal<readonly IncomingFile[]> = createSignal<readonly IncomingFile[]>([]);
  readonly #attach: Attach;
  #isRunning = false;

  constructor(attach: Attach) {
    this.#attach = attach;
  }

  add(paths: readonly string[]): void {
    const added = paths.map((path) => ({
      key: crypto.randomUUID(),
      name: fileName(path),
      path,
      state: 'waiting' as const,
      error: null,
    }));
    this.files.set([...this.files.get(), ...added]);
    void this.#run();
  }

  retry(key: string): void {
    this.#change(key, { state: 'waiting', error: null });
    void this.#run();
  }

  dismiss(key: string): void {
    this.files.set(this.files.get().filter((file) => file.key !== key || file.state === 'working'));
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (;;) {
      const next = this.files.get().find(({ state }) => state === 'waiting');
      if (next === undefined) break;
      this.#change(next.key, { state: 'working' });
      try {
        await this.#attach(next.path);
        this.files.set(this.files.get().filter(({ key }) => key !== next.key));
      } catch (thrown) {
        this.#change(next.key, { state: 'failed', error: toAppError(thrown) });
      }
    }
    this.#isRunning = false;
  }

  #change(key: string, change: Partial<IncomingFile>): void {
    this.files.set(this.files.get().map((file) => (file.key === key ? { ...file, ...change } : file)));
  }
}

/** The last part of a path of any system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
