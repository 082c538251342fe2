import type { Device } from './device.ts';
import type { ModelEnt } from './model-ent.ts';
import type { SavedWork } from './saved-work.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The teacher undoes an edit that waits; half of the time that is undone too, at once. */
export class SecondThoughts {
  readonly #random: SeededRandom;
  readonly #ent: ModelEnt;
  readonly #work: SavedWork;
  /** By device: names of edits that were undone, and stayed so. */
  readonly #takenBack = new Map<string, Set<string>>();

  constructor(random: SeededRandom, ent: ModelEnt, work: SavedWork) {
    this.#random = random;
    this.#ent = ent;
    this.#work = work;
  }

  /** What was undone, in words; null: nothing. */
  have(device: Device): string | null {
    if (!this.#random.happens(0.08)) return null;
    const undoable = device.undoable();
    if (undoable.length === 0) return null;
    const op = this.#random.pick(undoable);
    const key = `${op.entity} ${op.entity_id}`;
    const putBack = device.takeBack(op);
    if (this.#random.happens(0.5)) {
      putBack();
      return `${device.name} takes ${key} back, and puts it back`;
    }
    const taken = this.#takenBack.get(device.name) ?? new Set();
    this.#takenBack.set(device.name, taken.add(op.op_id));
    this.#work.takeBack({ device: device.name, key }, JSON.stringify(this.#ent.record(key)?.body ?? null));
    return `${device.name} takes ${key} back`;
  }

  /** A back-up was put back on a device: what was undone since it was made waits again. */
  forget(device: string): void {
    this.#takenBack.delete(device);
  }

  takenBack(): ReadonlySet<string> {
    return new Set([...this.#takenBack.values()].flatMap((ops) => [...ops]));
  }
}
