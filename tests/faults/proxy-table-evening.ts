import { accessSync, constants, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareWithServer } from '../../main/cli/demo/compare-with-server.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import type { DialOverrides } from '../../main/reference-ent/dial.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { documentOf, handIn, noise, putAtEnt } from '../engine/class-documents.ts';
import { writeClass } from '../engine/write-class.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { makeAccount, openDevice, type TableDevice } from './proxy-table-device.ts';

/**
 * Where a teacher's evening stands when something goes wrong.
 *
 * `watching`: nothing waits here, and the ENT has something new. `evening`: grades, a comment, a lesson and documents
 * of every kind wait as well. `resumed`: a part of the largest one is at the ENT already.
 */
export type Stage = 'watching' | 'evening' | 'resumed';

/** Small, so that a document of some kilobytes is a large one. */
const LIMITS = { bundle_bytes: 4096, chunk_min_bytes: 4096, chunk_max_bytes: 8192 };
const OVERRIDES: DialOverrides = { limits: LIMITS, poll_min_s: 0 };

const COPY = documentOf(noise(3_000, 1));
const LATE_SMALL = documentOf(noise(1_500, 2));
const LATE_LARGE = documentOf(noise(12_000, 3));
const ANNOTATED = documentOf(Buffer.concat([COPY.bytes, noise(200, 4)]));
export const SHEET = documentOf(noise(900, 5));
export const BOOK = documentOf(noise(20_000, 6));

export const GRADES: ReadonlyMap<string, number> = new Map([
  ['submission-1', 1250],
  ['submission-2', 800],
  ['submission-3', 1975],
]);
const COMMENT = 'Bon travail.';
const LESSON = 'Les vecteurs';

/** In memory where there is such a place: hundreds of databases are flushed to it, and none has to outlive a power cut. */
function quickDisk(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** Prepared once for a file of tests; each case works on a copy of its own. */
export class Evenings {
  readonly #folder = mkdtempSync(join(quickDisk(), 'cartable-evening-'));
  #secret = '';
  #copies = 0;

  static async prepare(): Promise<Evenings> {
    const evenings = new Evenings();
    await evenings.#prepare();
    return evenings;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Opens a copy: an ENT of its own, a device, and the bad line between them. `home`: where the device's folder goes. */
  async open(stage: Stage, { home, tls }: { home?: string; tls?: { key: string; cert: string } } = {}) {
    this.#copies += 1;
    const directory = join(this.#folder, `case-${this.#copies}`);
    cpSync(join(this.#folder, stage), directory, { recursive: true });
    const data = home === undefined ? join(directory, 'data') : join(home, 'data');
    if (home !== undefined) cpSync(join(directory, 'data'), data, { recursive: true });
    return openParts({ directory, data, secret: this.#secret, ...(tls === undefined ? {} : { tls }) });
  }

  async #prepare(): Promise<void> {
    const watching = join(this.#folder, 'watching');
    mkdirSync(join(watching, 'data'), { recursive: true });
    const ent = await startReferenceEnt({ directory: join(watching, 'ent'), seed: 'empty' });
    const { submissionIds } = writeClass(ent, 5);
    await putAtEnt(ent, watching, [COPY, LATE_SMALL, LATE_LARGE]);
    handIn(ent, submissionIds, [COPY]);
    this.#secret = await makeAccount(join(watching, 'data'), ent);
    await ent.close();
    await this.#live(watching, async ({ device, ent: again }) => {
      await mustSync(device);
      handIn(again, submissionIds.slice(3), [LATE_SMALL, LATE_LARGE]);
    });
    const evening = join(this.#folder, 'evening');
    cpSync(watching, evening, { recursive: true });
    await this.#live(evening, ({ device }) => work(device, evening));
    const resumed = join(this.#folder, 'resumed');
    cpSync(evening, resumed, { recursive: true });
    await this.#live(resumed, async ({ device, line }) => {
      let pieces = 0;
      const at = { test: (firstLine: string) => firstLine.startsWith('PATCH ') && ++pieces > 1 };
      line.aim({ at, fault: { kind: 'reset', direction: 'up', afterBytes: 0 } });
      const { outcome } = await device.synchronise();
      if (outcome !== 'ent/unreachable') throw new Error(`the upload went on: ${outcome}`);
    });
  }

  async #live(directory: string, use: (parts: Evening) => Promise<void>): Promise<void> {
    const parts = await openParts({ directory, data: join(directory, 'data'), secret: this.#secret });
    await use(parts);
    await parts.close();
  }
}

export interface Evening {
  readonly ent: ReferenceEnt;
  readonly line: FaultProxy;
  readonly device: TableDevice;
  /** The device's folder, and a place for files of the case's own. */
  readonly data: string;
  readonly directory: string;
  /** Closes the device's database and opens it again, as a restart does. */
  reopen(): Promise<TableDevice>;
  close(): Promise<void>;
}

async function openParts(place: {
  directory: string;
  data: string;
  secret: string;
  tls?: { key: string; cert: string };
}): Promise<Evening> {
  const { directory, data, secret, tls } = place;
  const ent = await startReferenceEnt({
    directory: join(directory, 'ent'),
    seed: 'empty',
    overrides: OVERRIDES,
  });
  const line = await startFaultProxy({ target: ent.url, ...(tls === undefined ? {} : { tls }) });
  let device = await openDevice({ directory: data, url: line.url, secret });
  return {
    ent,
    line,
    directory,
    data,
    get device() {
      return device;
    },
    async reopen() {
      device.close();
      device = await openDevice({ directory: data, url: line.url, secret, clock: device.clock });
      return device;
    },
    async close() {
      device.close();
      await line.close();
      await ent.close();
    },
  };
}

/** What the teacher does in an evening. */
async function work({ domain }: TableDevice, directory: string): Promise<void> {
  const file = (name: string, bytes: Buffer) => {
    const path = join(directory, name);
    writeFileSync(path, bytes);
    return path;
  };
  for (const [submissionId, pointsTimes100] of GRADES)
    gradingHandlers.saveGrade(domain, { submissionId, pointsTimes100 });
  gradingHandlers.saveComment(domain, { submissionId: 'submission-1', text: COMMENT });
  const path = file('copie annotée.pdf', ANNOTATED.bytes);
  await gradingHandlers.attachFeedback(domain, { submissionId: 'submission-1', path });
  const content = { type: 'paragraph', content: [{ type: 'text', text: 'Une flèche' }] };
  const lesson = lessonsHandlers.save(domain, {
    classGroupId: 'class-1',
    title: LESSON,
    startsAt: 1_800_000_000_000,
    isPublished: true,
    blocks: [{ id: 'block-1', content }],
  });
  for (const [name, { bytes }] of [
    ['fiche.txt', SHEET],
    ['livre.txt', BOOK],
  ] as const)
    await lessonsHandlers.attach(domain, { lessonId: lesson.id, path: file(name, bytes) });
}

async function mustSync(device: TableDevice): Promise<void> {
  const { outcome } = await device.synchronise();
  if (outcome !== 'done') throw new Error(`the evening cannot be prepared: ${outcome}`);
}

/** What is wrong with the two sides once faults have stopped, in words; nothing when all is well. */
export async function whatIsWrong(
  { ent, device: { context } }: Evening,
  stage: Stage,
): Promise<readonly string[]> {
  const { db } = context.store;
  const wrong: string[] = [];
  const expectSame = (what: string, actual: unknown, expected: unknown) => {
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      wrong.push(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  };
  expectSame('here', db.pragma('integrity_check', { simple: true }), 'ok');
  expectSame('at the ENT', ent.store.integrity(), 'ok');
  expectSame('outbox', db.prepare('SELECT entity, state, last_code FROM outbox_op').all(), []);
  expectSame('sealed', db.prepare('SELECT COUNT(*) FROM outbox_batch').pluck().get(), 0);
  expectSame('conflicts', db.prepare('SELECT entity FROM conflict').all(), []);
  expectSame('sides equal', (await compareWithServer(db, ent.store)).matchesLocal, true);
  for (const { sha256 } of [COPY, LATE_SMALL, LATE_LARGE])
    expectSame(`document ${sha256}`, await context.vault.isIntact(sha256).catch(() => false), true);
  const missing = db.prepare('SELECT COUNT(*) FROM blob WHERE is_local = 0 OR fetch_failure IS NOT NULL');
  expectSame('documents not here', missing.pluck().get(), 0);
  if (stage === 'watching') return wrong;
  const versions = (entity: 'grade' | 'comment' | 'lesson' | 'resource' | 'feedback') =>
    ent.store.entities(entity).map(({ version }) => version);
  expectSame('grades', ent.store.entities('grade').map(gradeOf), [...GRADES]);
  expectSame(
    'comments',
    ent.store.entities('comment').map(({ body }) => body.text),
    [COMMENT],
  );
  expectSame(
    'lessons',
    ent.store.entities('lesson').map(({ body }) => body.title),
    [LESSON],
  );
  expectSame('resources', [...hashesOf(ent, 'resource')].sort(), [SHEET.sha256, BOOK.sha256].sort());
  expectSame('feedback', hashesOf(ent, 'feedback'), [ANNOTATED.sha256]);
  // Each of the eight took effect once: nothing has a second version.
  const once = (['grade', 'comment', 'lesson', 'resource', 'feedback'] as const).flatMap(versions);
  expectSame('effects', once, Array(8).fill(1));
  return wrong;
}

function gradeOf({
  id,
  body,
}: {
  id: string;
  body: { points_x100: number | null };
}): [string, number | null] {
  return [id, body.points_x100];
}

function hashesOf(ent: ReferenceEnt, entity: 'resource' | 'feedback'): string[] {
  return ent.store.entities(entity).map(({ body }) => body.file.sha256);
}
