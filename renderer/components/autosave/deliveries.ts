import { v7 } from 'uuid';
import { isEngineRestart, toAppError } from '../../app/app-error.ts';
import { isPassing } from './autosave.ts';

interface Options<Input, Answer> {
  readonly send: (input: Input & { saveId: string }) => Promise<Answer>;
  /** Called with each answer, and what it answers. */
  readonly take: (answer: Answer, input: Input) => void;
}

/**
 * Saves that are made once each.
 *
 * Nobody knows whether a save was made whose engine died before it answered. It is sent again to the letter and under its own name
 * before anything newer: so the newer one is a change of something known, and nothing is written twice.
 */
export class Deliveries<Input extends object, Answer> {
  readonly #options: Options<Input, Answer>;
  #open: { readonly input: Input; readonly saveId: string } | null = null;
  /** An engine died over it: it may have been made. */
  #isUncertain = false;

  constructor(options: Options<Input, Answer>) {
    this.#options = options;
  }

  /** Something was sent of which nobody knows yet whether it is saved. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** Saves what `read` gives, once what was sent before is settled. Throws what kept either from being saved. */
  async deliver(read: () => Input): Promise<void> {
    if (this.#open !== null) await this.#settle(this.#open);
    this.#open = { input: read(), saveId: v7() };
    await this.#settle(this.#open);
  }

  async #settle({ input, saveId }: { readonly input: Input; readonly saveId: string }): Promise<void> {
    const answer = await this.#options.send({ ...input, saveId }).catch((error: unknown) => {
      this.#isUncertain = isEngineRestart(error) || (this.#isUncertain && isPassing(toAppError(error)));
      if (!this.#isUncertain) this.#open = null;
      throw error;
    });
    this.#open = null;
    this.#isUncertain = false;
    this.#options.take(answer, input);
  }
}
