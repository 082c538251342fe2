import { readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine, type Engine } from '../../main/engine/create-engine.ts';
import type { Secrets } from '../../main/engine/platform/secrets.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  documentOf,
  handIn,
  letWait,
  noise,
  putAtEnt,
  type TestDocument,
} from '../engine/class-documents.ts';
import { writeClass } from '../engine/write-class.ts';

/** A class in the middle of its grading, made once and copied for every engine that is to die. */
export interface Template {
  /** Holds `data` and `ent`; `ent-later` is that ENT after this very device has sent all, which `data` does not know. */
  readonly directory: string;
  readonly secrets: ReadonlyMap<string, string>;
  readonly submissionIds: readonly string[];
}

const STUDENTS = 36;
const LESSON = 'lesson-1';
/** So small that a hundred kilobytes are many documents, in many batches and pieces. */
const LIMITS = {
  ops: 8,
  bundle_bytes: 64 * 1024,
  bundle_files: 2,
  chunk_min_bytes: 48 * 1024,
  chunk_max_bytes: 48 * 1024,
};
const LARGE_BYTES = 150_000;

/** Secrets in a map that outlives engines, as a keyring does. */
export function keyring(kept: Map<string, string>): Secrets {
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, secret) => {
      kept.set(key, secret);
      return 'keyring';
    },
    delete: async (key) => void kept.delete(key),
    keptIn: () => 'keyring',
  };
}

export function openEngine(directory: string, secrets: Map<string, string>): Promise<Engine> {
  return createEngine({
    dataDirectory: join(directory, 'data'),
    appVersion: '0.0.0',
    deviceName: 'Poste 3',
    secrets: keyring(secrets),
  });
}

/** A document of its own for each number. */
const paper = (number: number, length = 9_000 + number) => documentOf(noise(length, number));

/** Makes the template in `directory`. */
export async function makeTemplate(directory: string): Promise<Template> {
  const secrets = new Map<string, string>();
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty' });
  const { submissionIds } = writeClass(ent, STUDENTS);
  const copy = paper(1, 100_000);
  await putAtEnt(ent, directory, [copy]);
  handIn(ent, submissionIds.slice(0, 1), [copy]);
  writeLesson(ent, ['un', 'deux']);
  const engine = await openEngine(directory, secrets);
  const { url, login, password } = ent;
  await engine.client.account.connect({ url, login, password });
  await engine.client.sync.start();
  await gradeTheClass(engine, submissionIds, copy);
  await engine.close();
  const incoming = [paper(20), paper(21), paper(22), paper(23, LARGE_BYTES)];
  await putAtEnt(ent, directory, incoming);
  handIn(ent, submissionIds.slice(2, 6), incoming);
  const second = submissionIds[1] ?? '';
  const gradeOnTheWeb = { submission_id: second, points_x100: 1700 };
  ent.editOnTheWeb([{ entity: 'grade', id: second, body: gradeOnTheWeb }]);
  writeLesson(ent, ['un', 'deux', 'trois, sur le web']);
  await ent.close();
  await letItEnd(directory, secrets);
  return { directory, secrets, submissionIds };
}

function writeLesson(ent: ReferenceEnt, texts: readonly string[]): void {
  const blocks = texts.map((text, index) => ({
    id: `block-${index}`,
    content: { type: 'paragraph', content: [{ type: 'text', text }] },
  }));
  const body = { class_group_id: 'class-1', title: 'Séance', starts_at: 0, is_published: false, blocks };
  ent.editOnTheWeb([{ entity: 'lesson', id: LESSON, body }]);
}

/** All that can wait: grades, comments, a lesson's text, and documents small, large, and made of what the ENT has. */
async function gradeTheClass(engine: Engine, ids: readonly string[], copy: TestDocument): Promise<void> {
  const { grading, lessons } = engine.client;
  for (const [index, submissionId] of ids.slice(0, 10).entries())
    await grading.saveGrade({ submissionId, pointsTimes100: 800 + 25 * index });
  for (const submissionId of ids.slice(0, 3)) await grading.saveComment({ submissionId, text: 'Bien.' });
  const { classGroupId, title, startsAt, isPublished, blocks } = await lessons.get({ lessonId: LESSON });
  const [first, ...others] = blocks;
  if (first === undefined) throw new Error('a lesson without a block');
  const content = { type: 'paragraph', content: [{ type: 'text', text: 'un, ici' }] };
  const edited = [{ ...first, content }, ...others];
  await lessons.save({ id: LESSON, classGroupId, title, startsAt, isPublished, blocks: edited });
  const annotated = documentOf(Buffer.concat([copy.bytes, noise(500, 30)]));
  for (const [index, document] of [annotated, paper(31), paper(32), paper(33, LARGE_BYTES)].entries()) {
    const body = { submission_id: ids[index] ?? '' };
    await letWait(engine, { entity: 'feedback', entityId: `feedback-${index}`, body }, document);
  }
}

/** Lets a copy of the device send all that waits, and keeps the ENT as it is after that. */
async function letItEnd(directory: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  const later = join(directory, 'later');
  for (const part of ['data', 'ent']) await cp(join(directory, part), join(later, part), { recursive: true });
  const ent = await startEntOf(later);
  const engine = await openEngine(later, new Map(secrets));
  await engine.client.sync.start();
  await engine.close();
  await ent.close();
  await cp(join(later, 'ent'), join(directory, 'ent-later'), { recursive: true });
}

/** Starts the ENT of a copied folder, at an address of its own, and tells the copied device where it is. */
export async function startEntOf(directory: string): Promise<ReferenceEnt> {
  const overrides = { limits: LIMITS };
  const ent = await startReferenceEnt({ directory: join(directory, 'ent'), seed: 'empty', overrides });
  changeDevice(directory, (db) => db.prepare('UPDATE account SET url = ?').run(ent.url));
  return ent;
}

/** Works on the database of the one account in a copied folder, while no engine has it open. */
export function changeDevice(directory: string, change: (db: Database.Database) => void): void {
  const accounts = join(directory, 'data', 'accounts');
  const db = new Database(join(accounts, readdirSync(accounts)[0] ?? '', 'cartable.sqlite'));
  change(db);
  db.close();
}
