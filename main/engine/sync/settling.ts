import { hasCode } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { BlobWriter, FlushedBlob, Vault } from '../vault/vault.ts';

/** Documents that go to the disk together: one flush of the disk's own journal serves them all. */
const FLUSHED_AT_ONCE = 16;

/** A document that came whole, and whether its bytes are those of its name. */
export type Settled = { readonly sha256: string } & (
  | { readonly isRight: true; readonly file: FlushedBlob }
  | { readonly isRight: false }
);

/**
 * Brings whole documents safely to the disk behind the line's back: it is the disk, not the line, that takes long.
 *
 * One group is on its way to the disk while the next one comes. No document is said to be here before its bytes and its
 * name are flushed; a group of them is said so in one transaction.
 */
export class Settling {
  readonly #vault: Vault;
  readonly #settled: (group: readonly Settled[]) => void;
  #coming: Promise<Settled>[] = [];
  #underway: Promise<void> = Promise.resolve();

  /** @param settled told of each group that is on the disk */
  constructor(vault: Vault, settled: (group: readonly Settled[]) => void) {
    this.#vault = vault;
    this.#settled = settled;
  }

  /** @throws what a group before failed with */
  async add(sha256: string, writer: BlobWriter): Promise<void> {
    const flushed = writer.flush(sha256).then(
      (file) => ({ sha256, isRight: true, file }) as const,
      (error) => {
        if (!hasCode(error, 'vault/blob-corrupt')) throw error;
        return { sha256, isRight: false } as const;
      },
    );
    flushed.catch(() => undefined);
    this.#coming.push(flushed);
    if (this.#coming.length < FLUSHED_AT_ONCE) return;
    await this.#underway;
    this.#send();
  }

  /** @throws what the first of them failed with; the others are settled all the same */
  async all(): Promise<void> {
    const before = this.#underway;
    await before.catch(() => undefined);
    this.#send();
    await Promise.all([before, this.#underway]);
  }

  #send(): void {
    const group = this.#coming;
    this.#coming = [];
    this.#underway = this.#settle(group);
    // Met by whoever waits for it.
    this.#underway.catch(() => undefined);
  }

  async #settle(group: readonly Promise<Settled>[]): Promise<void> {
    if (group.length === 0) return;
    const outcomes = await Promise.allSettled(group);
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    await this.#vault.adoptAll(done.flatMap((settled) => (settled.isRight ? [settled.file] : [])));
    failpoint('documents-settled');
    this.#settled(done);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
