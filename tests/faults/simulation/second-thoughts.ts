import type { Device } from './device.ts';
import type { ModelEnt } from './model-ent.ts';
import type { SavedWork } from './saved-work.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The teacher comes back to edits that wait: undoes one, or types another grade over it. */
export class SecondThoughts {
  readonly #random: SeededRandom;
  readonly #ent: ModelEnt;
  readonly #work: SavedWork;
  /** Names of edits that were undone, and stayed so, each with its device. */
  readonly #takenBack = new Map<string, string>();
  readonly #wasPutBack = new Set<string>();

  constructor(random: SeededRandom, ent: ModelEnt, work: SavedWork) {
    this.#random = random;
    this.#ent = ent;
    this.#work = work;
  }

  /** One edit is undone; half of the time that is undone too, at once. In words; null: nothing. */
  have(device: Device): string | null {
    const undoable = device.undoable();
    // None, as long as what may have been heard cannot be undone; where it can, the stories find it out sooner.
    const heard = undoable.filter(({ attempts }) => attempts > 0);
    const isTaken = this.#random.happens(heard.length > 0 ? 0.7 : 0.08);
    if (!isTaken || undoable.length === 0) return null;
    const op = this.#random.pick(heard.length > 0 ? heard : undoable);
    const key = `${op.entity} ${op.entity_id}`;
    const putBack = device.takeBack(op);
    if (this.#random.happens(0.5)) {
      putBack();
      return `${device.name} takes ${key} back, and puts it back`;
    }
    if (!this.#wasPutBack.has(device.name)) this.#takenBack.set(op.op_id, device.name);
    this.#work.takeBack({ device: device.name, key }, JSON.stringify(this.#ent.record(key)?.body ?? null));
    return `${device.name} takes ${key} back`;
  }

  /** The copy whose grade was sent, perhaps heard, and waits again: the one that is looked at once more; null: none is. */
  looksAgainAt(device: Device): string | null {
    const heard = device
      .outbox()
      .filter(({ entity, state, attempts }) => entity === 'grade' && state === 'pending' && attempts > 0);
    return heard.length > 0 && this.#random.happens(0.5) ? this.#random.pick(heard).entity_id : null;
  }

  /** A back-up was put back on a device: what was undone since it was made waits again, and what was sent is not known. */
  forget(device: string): void {
    this.#wasPutBack.add(device);
    for (const [op, of] of this.#takenBack) if (of === device) this.#takenBack.delete(op);
  }

  takenBack(): ReadonlySet<string> {
    return new Set(this.#takenBack.keys());
  }
}
