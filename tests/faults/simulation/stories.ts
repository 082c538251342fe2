import type { Device } from './device.ts';
import type { ModelEnt } from './model-ent.ts';
import type { Publications } from './publications.ts';
import { ASSIGNMENT, LESSONS, STUDENTS } from './school.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Teacher } from './teacher.ts';
import type { Weather } from './weather.ts';
import type { WebEdits } from './web-edits.ts';

interface Parts {
  readonly ent: ModelEnt;
  readonly web: WebEdits;
  readonly weather: Weather;
  readonly teacher: Teacher;
  readonly publications: Publications;
  log(line: string): void;
  now(): number;
  /** Its outcome, in a word. */
  synchronise(device: Device): Promise<string>;
}

/** What chance alone seldom makes of single steps: several that belong together, each of which was a fault once. */
export class Stories {
  readonly #random: SeededRandom;
  readonly #parts: Parts;

  constructor(random: SeededRandom, parts: Parts) {
    this.#random = random;
    this.#parts = parts;
  }

  async perhapsLive(device: Device): Promise<void> {
    if (this.#random.happens(0.01)) await this.#beHeardAndRefused(device);
    if (this.#random.happens(0.02)) await this.#beFailedAndPutBack(device);
    if (this.#random.happens(0.01)) await this.#differAboutTitle(device);
    if (this.#random.happens(0.03)) await this.#publishClass(device);
  }

  /** Some grades are given and published with the rest, of which somebody else may have changed one. */
  async #publishClass(device: Device): Promise<void> {
    const { log, publications, teacher, web } = this.#parts;
    const copies = [0, 1].map(() => `copy-${this.#random.below(STUDENTS)}`);
    for (const copy of copies) teacher.grade(device, copy);
    if (this.#random.happens(0.2)) await this.#synchronise(device, 1);
    publications.publish(device, ASSIGNMENT, this.#random.happens(0.15) ? null : this.#parts.now());
    log(`${device.name} publishes its grades, or no more`);
    if (this.#random.happens(0.4)) log(web.gradeSome(this.#random.pick(copies)));
    await this.#synchronise(device, 1);
  }

  /** Some grades are heard, their answer is lost, and a proxy then refuses their batch: they wait again, and may be known. */
  async #beHeardAndRefused(device: Device): Promise<void> {
    const { teacher, weather } = this.#parts;
    for (let count = 0; count < 3; count += 1) teacher.grade(device, `copy-${this.#random.below(STUDENTS)}`);
    weather.willMeet(device, ['lost-after', 'batch-refused', 'batch-refused', 'lost-before']);
    await this.#synchronise(device, 2);
  }

  /** A gateway gives up three times after a grade was taken; what it was before is put back on the web meanwhile. */
  async #beFailedAndPutBack(device: Device): Promise<void> {
    const { ent, log, teacher, web } = this.#parts;
    const submission = teacher.copyInHand(device);
    const before = (ent.record(`grade ${submission}`)?.body?.points_x100 ?? null) as number | null;
    teacher.grade(device, submission);
    await this.#fail(device, 2);
    const line = web.putGradeBack(submission, before);
    if (line !== null) log(line);
    await this.#fail(device, 1);
    if (this.#random.happens(0.5)) teacher.grade(device, submission);
  }

  async #fail(device: Device, times: number): Promise<void> {
    this.#parts.weather.willMeet(
      device,
      Array.from({ length: times }, () => 'failed-after' as const),
    );
    await this.#synchronise(device, times);
  }

  /** Two titles for one lesson; others write on in it before the teacher chooses. */
  async #differAboutTitle(device: Device): Promise<void> {
    const { log, teacher, web } = this.#parts;
    const lesson = `lesson-${this.#random.below(LESSONS)}`;
    teacher.renameLesson(device, lesson);
    log(web.renameLesson(lesson));
    await this.#synchronise(device, 1);
    log(web.writeLesson(lesson));
    await this.#synchronise(device, 1);
  }

  async #synchronise(device: Device, times: number): Promise<void> {
    const { log, synchronise } = this.#parts;
    for (let count = 0; count < times; count += 1) log(`${device.name} syncs: ${await synchronise(device)}`);
  }
}
