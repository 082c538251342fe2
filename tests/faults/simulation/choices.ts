import type { Device } from './device.ts';
import { pointsOf } from './invariants.ts';
import type { SavedWork } from './saved-work.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What the teacher chooses where two sides differ. */
export class Choices {
  /** The ENT's values that a conflict showed beside theirs: `device entity id value`. */
  readonly shownBeside = new Set<string>();
  readonly #random: SeededRandom;
  readonly #work: SavedWork;

  constructor(random: SeededRandom, work: SavedWork) {
    this.#random = random;
    this.#work = work;
  }

  /** One choice of those that are open on a device, in words; null: none is. */
  makeOne(device: Device, hasEntGoneBack: boolean): string | null {
    const [row] = device.db
      .prepare('SELECT id, entity, entity_id, theirs FROM conflict ORDER BY id LIMIT 1')
      .all() as { id: string; entity: string; entity_id: string; theirs: string | null }[];
    if (row === undefined) return null;
    const keep = this.#random.happens(0.5) ? 'mine' : 'theirs';
    const key = `${row.entity} ${row.entity_id}`;
    device.resolve(row.id, keep);
    if (keep === 'theirs') this.#work.giveUp({ device: device.name, key });
    else if (row.entity === 'grade')
      this.#work.chooseMine({ device: device.name, key, value: String(device.grade(row.entity_id)) });
    if (row.entity === 'grade') this.shownBeside.add(`${device.name} ${key} ${pointsOf(row.theirs)}`);
    // "Mine" has what others wrote beside it in it, unless the ENT had lost what both sides came from.
    if (row.entity === 'lesson' && (keep === 'theirs' || hasEntGoneBack))
      this.#work.giveUpWords(row.entity_id, hasEntGoneBack ? null : device.name);
    return `${device.name} keeps ${keep} of ${key}`;
  }
}
