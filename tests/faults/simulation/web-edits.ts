import { createHash } from 'node:crypto';
import { BUNDLE_BYTES } from './model-adapter.ts';
import { COLLEAGUE, type ModelEnt, TEACHER } from './model-ent.ts';
import type { SavedWork } from './saved-work.ts';
import { LESSONS, STUDENTS } from './school.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What the teacher, a colleague, the students and the school do on the ENT's own pages. Tells what was done. */
export class WebEdits {
  readonly #ent: ModelEnt;
  readonly #random: SeededRandom;
  readonly #work: SavedWork;
  readonly #newWord: () => string;

  constructor(ent: ModelEnt, random: SeededRandom, work: SavedWork, newWord: () => string) {
    this.#ent = ent;
    this.#random = random;
    this.#work = work;
    this.#newWord = newWord;
  }

  /** One edit of any kind. */
  edit(): string {
    const random = this.#random;
    const submission = `copy-${random.below(STUDENTS)}`;
    const dice = random.fraction();
    if (dice < 0.55) return this.gradeSome(submission);
    if (dice < 0.75) return this.#changeLesson(`lesson-${random.below(LESSONS)}`);
    if (dice < 0.9) return this.#handIn(submission, documentBytes(random));
    this.#ent.write('subject', 'maths', { name: this.#newWord() });
    return 'the school renames a subject';
  }

  /** About what the ENT was writing when its server stopped; null when there is nothing to say. */
  editTheSame(at: string): string | null {
    const [entity = '', id = ''] = at.split(' ');
    if (entity === 'grade') return this.gradeSome(id);
    return entity === 'lesson' ? this.#changeLesson(id) : null;
  }

  /** What a grade was before is put back; null where it was none. */
  putGradeBack(submission: string, points: number | null): string | null {
    return points === null ? null : this.#grade(submission, points);
  }

  gradeSome(submission: string): string {
    return this.#grade(submission, this.#pointsFor(submission));
  }

  /** Often a grade that stood there before: what somebody typed since is put back. */
  #pointsFor(submission: string): number {
    const earlier = (this.#ent.history.get(`grade ${submission}`) ?? []).flatMap((body) => {
      const points = (JSON.parse(body) as { points_x100?: number | null } | null)?.points_x100;
      return points == null ? [] : [points];
    });
    return earlier.length > 0 && this.#random.happens(0.4)
      ? this.#random.pick(earlier)
      : this.#random.below(80) * 25;
  }

  #grade(submission: string, points: number): string {
    this.#ent.write('grade', submission, { submission_id: submission, points_x100: points }, TEACHER.id);
    return `the web says grade ${submission} = ${points}`;
  }

  /** The teacher, or a colleague, writes more in it, or gives it another title. */
  #changeLesson(lesson: string): string {
    return this.#random.happens(0.25) ? this.renameLesson(lesson) : this.writeLesson(lesson);
  }

  renameLesson(lesson: string): string {
    const title = this.#newWord();
    const { id, name } = this.#random.pick([TEACHER, COLLEAGUE]);
    this.#ent.write('lesson', lesson, { ...this.#ent.record(`lesson ${lesson}`)?.body, title }, id);
    return `${name} calls ${lesson} ${title} on the web`;
  }

  writeLesson(lesson: string): string {
    const body = this.#ent.record(`lesson ${lesson}`)?.body as { blocks: unknown[] };
    const word = this.#newWord();
    const { id, name } = this.#random.pick([TEACHER, COLLEAGUE]);
    const block = { id: word, content: { type: 'paragraph', content: [{ type: 'text', text: word }] } };
    this.#ent.write('lesson', lesson, { ...body, blocks: [...body.blocks, block] }, id);
    this.#work.write({ device: 'web', token: word, lesson });
    return `${name} writes ${word} in ${lesson} on the web`;
  }

  #handIn(submission: string, sizeBytes: number): string {
    const word = this.#newWord();
    const bytes = Buffer.from(word.repeat(Math.ceil((sizeBytes + 1) / word.length)));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#ent.documents.take(sha256, bytes, { isLate: false, stopBefore: null });
    const body = this.#ent.record(`submission ${submission}`)?.body;
    const file = { id: word, name: `${word}.txt`, sha256, bytes: bytes.length, media_type: 'text/plain' };
    this.#ent.write('submission', submission, { ...body, files: [file] });
    return `${word} is handed in with ${submission}, ${bytes.length} bytes`;
  }
}

/** Some documents fit a bundle, others go in pieces. */
export function documentBytes(random: SeededRandom): number {
  return random.happens(0.5) ? random.below(500) : BUNDLE_BYTES + random.below(8000);
}
