import type { Device } from './device.ts';
import type { SavedWork } from './saved-work.ts';
import { LESSONS, STUDENTS } from './school.ts';
import type { SeededRandom } from './seeded-random.ts';
import { documentBytes } from './web-edits.ts';

/** What the teacher does on their devices: everything that a screen shows as saved is noted. */
export class Teacher {
  readonly #random: SeededRandom;
  readonly #work: SavedWork;
  readonly #log: (line: string) => void;
  readonly #onGraded: (device: Device, submission: string, points: number | null) => void;
  /** By device: the copy that was looked at last. */
  readonly #inHand = new Map<string, string>();
  /** By device: the copy whose grade is being typed, and what was there. */
  readonly #begun = new Map<string, { readonly submission: string; readonly over: number | null }>();
  #word = 0;

  constructor(
    random: SeededRandom,
    work: SavedWork,
    log: (line: string) => void,
    onGraded: (device: Device, submission: string, points: number | null) => void,
  ) {
    this.#onGraded = onGraded;
    this.#random = random;
    this.#work = work;
    this.#log = log;
  }

  /** Often the one as before. */
  copyInHand({ name }: Device): string {
    const last = this.#inHand.get(name);
    if (last !== undefined && this.#random.happens(0.5)) return last;
    const submission = `copy-${this.#random.below(STUDENTS)}`;
    this.#inHand.set(name, submission);
    return submission;
  }

  /** Opens the field of the copy in hand, of which it is told what it shows: the grade comes later. */
  beginGrade(device: Device): void {
    const submission = this.copyInHand(device);
    this.#begun.set(device.name, { submission, over: device.grade(submission) });
  }

  /** Types the grade that was begun; what has come since is nothing that was seen. */
  endGrade(device: Device): void {
    const begun = this.#begun.get(device.name);
    this.#begun.delete(device.name);
    if (begun !== undefined) this.grade(device, begun.submission, begun.over);
  }

  /** Often the copy in hand; but in the field where something is being typed nothing else is. */
  gradeMeanwhile(device: Device): void {
    const submission = this.copyInHand(device);
    if (this.#begun.get(device.name)?.submission !== submission) this.grade(device, submission);
  }

  grade(device: Device, submission: string, over = device.grade(submission)): void {
    const value = this.#newGrade(device, `grade ${submission}`);
    if (value === over || value === device.grade(submission)) return;
    device.saveGrade(submission, value, over);
    this.#onGraded(device, submission, value);
    const key = `grade ${submission}`;
    this.#work.save({ device: device.name, key, value: String(value), over: String(over) });
    this.#log(`${device.name} saves ${key} = ${value} over ${over}`);
  }

  /** None, at times; at others the one that was there before the last. */
  #newGrade({ name }: Device, key: string): number | null {
    if (this.#random.happens(0.1)) return null;
    const before = this.#work.edits.findLast((edit) => edit.device === name && edit.key === key)?.over;
    const isOld = before !== undefined && before !== 'null' && this.#random.happens(0.2);
    // A choice is over whatever was there, which is no grade.
    return isOld && before !== '*' ? Number(before) : this.#random.below(80) * 25;
  }

  /** One edit of any kind; null when it is done, and not under way. */
  edit(device: Device): Promise<void> | null {
    const random = this.#random;
    const submission = this.copyInHand(device);
    const dice = random.fraction();
    if (dice < 0.55) this.grade(device, submission);
    else if (dice < 0.75) {
      device.saveComment(submission, this.newWord());
      this.#log(`${device.name} comments ${submission}`);
    } else if (dice < 0.9) {
      this.writeLesson(device, `lesson-${random.below(LESSONS)}`);
    } else {
      this.#log(`${device.name} gives a file back with ${submission}`);
      return device.giveBack(submission, this.newWord(), documentBytes(random));
    }
    return null;
  }

  /** Mostly its text, at times its title. */
  writeLesson(device: Device, lesson: string): void {
    if (this.#random.happens(0.25)) {
      this.renameLesson(device, lesson);
      return;
    }
    const token = this.newWord();
    if (!device.writeLesson(lesson, token, this.#random.happens(0.4))) return;
    this.#work.write({ device: device.name, token, lesson });
    this.#log(`${device.name} writes ${token} in ${lesson}`);
  }

  renameLesson(device: Device, lesson: string): void {
    const title = this.newWord();
    if (device.renameLesson(lesson, title)) this.#log(`${device.name} calls ${lesson} ${title}`);
  }

  newWord(): string {
    this.#word += 1;
    return `word-${this.#word}`;
  }
}
