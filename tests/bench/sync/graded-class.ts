import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../../main/engine/create-engine.ts';
import { documentOf, letWait, type TestDocument } from '../../engine/class-documents.ts';
import { writeClass } from '../../engine/write-class.ts';
import { copiesOf, handInCopies, noiseOf, openBenchEngine, signIn, syncOnce } from './copies.ts';
import { type Cost, costOf, sum } from './cost.ts';
import { type EntProcess, entDirectory, startEntProcess } from './ent-process.ts';

const STUDENTS = 35;
/**
 * What an annotation adds to a PDF, as it was measured of the product's own: for a tick, a stamp, a stroke and two lines of text, and
 * for three remarks of four words by pen.
 */
export const ANNOTATION_BYTES = { marks: 2_000, pen: 30_000 };

/** What one class costs, as the ENT counts it. */
export interface GradedClass {
  /** Grades and comments of the class: one session. */
  readonly withoutFiles: Cost;
  /** The copies pulled, then given back annotated with a grade each: two sessions. */
  readonly withFiles: Cost;
  /** The second of these sessions. */
  readonly annotatedReturn: Cost;
  /** A sync with nothing to do. */
  readonly idle: Cost;
}

/**
 * Grades a class of 35 on a real engine against the reference server in its own process.
 *
 * @param hasCompose false: an ENT to which annotated copies must be sent whole
 */
export async function gradeClass(
  parent: string,
  {
    copyBytes,
    hasCompose = true,
    annotationBytes = ANNOTATION_BYTES.marks,
  }: { copyBytes: number; hasCompose?: boolean; annotationBytes?: number },
): Promise<GradedClass> {
  const folder = join(parent, `class-${copyBytes}-${hasCompose}-${annotationBytes}`);
  await mkdir(folder);
  const ent = await startEntProcess(entDirectory(folder));
  const engine = await openBenchEngine(folder, 'data');
  try {
    let submissionIds: string[] = [];
    await ent.betweenTwoRuns((school) => {
      ({ submissionIds } = writeClass(school, STUDENTS));
    });
    await signIn(engine, ent);
    await syncOnce(engine);
    const copies = copiesOf(STUDENTS, copyBytes);
    await ent.betweenTwoRuns((school) => handInCopies(school, folder, submissionIds, copies));
    if (!hasCompose) ent.dial({ capabilities: ['watch', 'resumable', 'tus'] });
    const pulled = await costOf(ent, () => syncOnce(engine));
    await gradeAll(engine, submissionIds, { pointsTimes100: 1200 });
    await annotate(engine, submissionIds, copies, annotationBytes);
    const annotatedReturn = await costOf(ent, () => syncOnce(engine));
    await gradeAll(engine, submissionIds, { pointsTimes100: 1350, text: 'Un travail soigné, bien rédigé.' });
    const withoutFiles = await costOf(ent, () => syncOnce(engine));
    const idle = await costOf(ent, () => syncOnce(engine));
    await expectAll(ent, { grade: STUDENTS, comment: STUDENTS, feedback: STUDENTS });
    return { withoutFiles, withFiles: sum(pulled, annotatedReturn), annotatedReturn, idle };
  } finally {
    await engine.close();
    await ent.close();
  }
}

async function gradeAll(
  engine: Engine,
  submissionIds: readonly string[],
  { pointsTimes100, text }: { pointsTimes100: number; text?: string },
): Promise<void> {
  for (const submissionId of submissionIds) {
    await engine.client.grading.saveGrade({ submissionId, pointsTimes100 });
    if (text !== undefined) await engine.client.grading.saveComment({ submissionId, text });
  }
}

/** Each copy with some bytes more at its end, as a PDF is annotated without touching what the student handed in. */
async function annotate(
  engine: Engine,
  submissionIds: readonly string[],
  copies: readonly TestDocument[],
  annotationBytes: number,
): Promise<void> {
  for (const [index, submissionId] of submissionIds.entries()) {
    const original = copies[index]?.bytes ?? Buffer.alloc(0);
    const document = documentOf(Buffer.concat([original, noiseOf(annotationBytes, 1_000_000 + index)]));
    const body = { submission_id: submissionId };
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
  }
}

/** A figure of something that has not happened is worth nothing. */
async function expectAll(ent: EntProcess, expected: Record<string, number>): Promise<void> {
  const { rows } = await ent.statistics();
  for (const [entity, count] of Object.entries(expected))
    if (rows[entity] !== count) throw new Error(`${rows[entity] ?? 0} of ${count} ${entity} have arrived`);
}
