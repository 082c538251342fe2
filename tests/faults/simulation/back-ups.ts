import { join } from 'node:path';
import type { Device } from './device.ts';
import type { LocalRestore } from './invariants.ts';
import type { ModelEnt } from './model-ent.ts';
import type { SavedWork } from './saved-work.ts';

/** Back-ups of the devices' databases, and what a device no longer knows once one of them was put back. */
export class BackUps {
  /** By device, the last one. */
  readonly restores = new Map<string, LocalRestore>();
  readonly #directory: string;
  readonly #ent: ModelEnt;
  readonly #work: SavedWork;
  readonly #made = new Map<string, ReturnType<SavedWork['mark']>>();

  constructor(directory: string, ent: ModelEnt, work: SavedWork) {
    this.#directory = directory;
    this.#ent = ent;
    this.#work = work;
  }

  /** What was done, in words. */
  make(device: Device): string {
    device.copyDatabase(this.#pathOf(device));
    this.#made.set(device.name, this.#work.mark());
    return `${device.name} is backed up`;
  }

  /** What was done, in words; null when there is no back-up. */
  async putBack(device: Device): Promise<string | null> {
    const made = this.#made.get(device.name);
    if (made === undefined) return null;
    const ops = new Set(device.waiting().map(({ op_id }) => op_id));
    await device.restoreDatabase(this.#pathOf(device));
    this.restores.set(device.name, {
      madeAt: made.edits,
      putBackAt: this.#work.edits.length,
      effects: this.#ent.effects.length,
      ops,
    });
    this.#work.loseSince(device.name, made);
    return `${device.name} is put back`;
  }

  #pathOf({ name }: Device): string {
    return join(this.#directory, `${name}.back-up`);
  }
}
