import { createHash } from 'node:crypto';
import { BUNDLE_BYTES } from './model-adapter.ts';
import { type ModelEnt, TEACHER } from './model-ent.ts';
import { LESSONS, STUDENTS } from './school.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What the teacher, the students and the school do on the ENT's own pages. Tells what was done. */
export function editOnTheWeb(ent: ModelEnt, random: SeededRandom, newWord: () => string): string {
  const submission = `copy-${random.below(STUDENTS)}`;
  const dice = random.fraction();
  if (dice < 0.55) return grade(ent, submission, pointsFor(ent, submission, random));
  if (dice < 0.75) return writeLesson(ent, `lesson-${random.below(LESSONS)}`, newWord());
  if (dice < 0.9) return handIn(ent, submission, newWord(), documentBytes(random));
  ent.write('subject', 'maths', { name: newWord() });
  return 'the school renames a subject';
}

/** The same on the web, about what the ENT was writing when its server stopped; null when there is nothing to say. */
export function editTheSame(
  ent: ModelEnt,
  at: string,
  random: SeededRandom,
  newWord: () => string,
): string | null {
  const [entity = '', id = ''] = at.split(' ');
  if (entity === 'grade') return grade(ent, id, pointsFor(ent, id, random));
  return entity === 'lesson' ? writeLesson(ent, id, newWord()) : null;
}

/** What a grade was before is put back on the web; null where it was none. */
export function putGradeBack(ent: ModelEnt, submission: string, points: number | null): string | null {
  return points === null ? null : grade(ent, submission, points);
}

/** Some documents fit a bundle, others go in pieces. */
export function documentBytes(random: SeededRandom): number {
  return random.happens(0.5) ? random.below(500) : BUNDLE_BYTES + random.below(8000);
}

/** Often a grade that stood there before: what somebody typed since is put back. */
function pointsFor(ent: ModelEnt, submission: string, random: SeededRandom): number {
  const earlier = (ent.history.get(`grade ${submission}`) ?? []).flatMap((body) => {
    const points = (JSON.parse(body) as { points_x100?: number | null } | null)?.points_x100;
    return points == null ? [] : [points];
  });
  return earlier.length > 0 && random.happens(0.4) ? random.pick(earlier) : random.below(80) * 25;
}

function grade(ent: ModelEnt, submission: string, points: number): string {
  ent.write('grade', submission, { submission_id: submission, points_x100: points }, TEACHER.id);
  return `the web says grade ${submission} = ${points}`;
}

function writeLesson(ent: ModelEnt, lesson: string, word: string): string {
  const body = ent.record(`lesson ${lesson}`)?.body as { blocks: unknown[] } | null | undefined;
  if (body == null) return 'the web finds no lesson';
  const block = { id: word, content: { type: 'paragraph', content: [{ type: 'text', text: word }] } };
  ent.write('lesson', lesson, { ...body, blocks: [...body.blocks, block] }, TEACHER.id);
  return `the web writes ${word} in ${lesson}`;
}

function handIn(ent: ModelEnt, submission: string, word: string, sizeBytes: number): string {
  const bytes = Buffer.from(word.repeat(Math.ceil((sizeBytes + 1) / word.length)));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  ent.documents.take(sha256, bytes, { isLate: false, stopBefore: null });
  const body = ent.record(`submission ${submission}`)?.body;
  const file = { id: word, name: `${word}.txt`, sha256, bytes: bytes.length, media_type: 'text/plain' };
  ent.write('submission', submission, { ...body, files: [file] });
  return `${word} is handed in with ${submission}, ${bytes.length} bytes`;
}
