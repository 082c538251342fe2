import type { Device } from './device.ts';
import { pointsOf } from './invariants.ts';
import type { ModelEnt } from './model-ent.ts';

/** I13: no class sees half of its grades. A publication passes only once every grade that it was made with has. */
export class Publications {
  readonly violations: string[] = [];
  readonly #ent: ModelEnt;
  readonly #devices: () => readonly Device[];
  /** By device: the grades that were to go with what was published there last, as they were then and have been typed since. */
  readonly #gathered = new Map<string, { readonly at: number; readonly grades: Map<string, Set<string>> }>();

  constructor(ent: ModelEnt, devices: () => readonly Device[]) {
    this.#ent = ent;
    this.#devices = devices;
    ent.onPublished = (device, at) => this.#check(device, at);
  }

  publish(device: Device, assignmentId: string, at: number | null): void {
    const going = device.outbox().filter(({ state }) => state === 'pending' || state === 'sealed');
    const grades = going.filter(({ entity }) => entity === 'grade');
    device.publish(assignmentId, at);
    if (at === null) this.#gathered.delete(device.name);
    else {
      const points = grades.map(
        ({ entity_id, payload }) => [entity_id, new Set([pointsOf(payload)])] as const,
      );
      this.#gathered.set(device.name, { at, grades: new Map(points) });
    }
  }

  /** What is typed again belongs to it as well; what was changed back to what the ENT has, and waits no more, is typed by itself. */
  typed(device: Device, submission: string, points: number | null): void {
    const grades = this.#gathered.get(device.name)?.grades;
    const isWaiting = device.outbox().some(({ entity_id }) => entity_id === submission);
    if (isWaiting) grades?.get(submission)?.add(String(points));
    else grades?.delete(submission);
  }

  /** The teacher has said that it may go, or one side went back to yesterday. */
  forget(device: string | null = null): void {
    if (device === null) this.#gathered.clear();
    else this.#gathered.delete(device);
  }

  #check(deviceId: string, at: number): void {
    const device = this.#devices().find(({ name }) => deviceId.endsWith(`-${name}`));
    const gathered = this.#gathered.get(device?.name ?? '');
    if (device === undefined || gathered?.at !== at) return;
    const ops = device.outbox().filter(({ entity }) => entity === 'grade');
    for (const [id, points] of gathered.grades) {
      const left = ops.filter(({ entity_id }) => entity_id === id);
      const said = ['null', ...(this.#ent.history.get(`grade ${id}`) ?? [])].map(pointsOf);
      // What is typed again on its way may follow later; but something of it has to be there.
      if (
        left.some(({ payload }) => !said.includes(pointsOf(payload)) && !said.some((one) => points.has(one)))
      )
        this.violations.push(`I13 ${device.name} published without its grade of ${id}`);
    }
    this.#gathered.delete(device.name);
  }
}
