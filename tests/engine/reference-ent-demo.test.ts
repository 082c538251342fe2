import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodies, type Change, type EntityName } from '../../main/engine/connectors/ent/wire.ts';
import { entryUrl } from '../../main/engine/platform/entries.ts';
import type { EntMessage } from '../../main/reference-ent/messages.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { sha256Of, signIn } from './reference-ent-client.ts';

/** One demo for all tests: making it takes seconds. */
let directory: string;
let server: ReferenceEnt;

/** Starts the process on the folder and kills it after so many documents. */
async function killWhilePreparing(documents: number): Promise<void> {
  const child = fork(fileURLToPath(entryUrl('reference-ent')), ['--data', directory], {
    serialization: 'advanced',
    execArgv: [],
    stdio: 'ignore',
  });
  for (;;) {
    const [message] = (await once(child, 'message')) as [EntMessage];
    if (message.type === 'preparing' && message.done >= documents) break;
  }
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reference-ent-demo-'));
  await killWhilePreparing(2);
  server = await startReferenceEnt({ directory, seed: 'demo' });
}, 120_000);
afterAll(async () => {
  await server?.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
});

async function pullEverything(): Promise<Change[]> {
  const client = await signIn(server);
  const changes: Change[] = [];
  let page = await client.changes();
  for (;;) {
    changes.push(...page.changes);
    if (!page.more) return changes;
    page = await client.changes(page.cursor);
  }
}

const refractionSubmissions = () => {
  const assignment = server.store.entities('assignment').find(({ body }) => body.title.startsWith('DM n° 2'));
  return server.store.entities('submission').filter(({ body }) => body.assignment_id === assignment?.id);
};

describe('the lycée of the demo', () => {
  test('it has four classes of 35 students with different names', () => {
    const students = server.store.entities('student');
    expect(students).toHaveLength(140);
    expect(new Set(students.map(({ body }) => `${body.first_name} ${body.last_name}`)).size).toBe(140);
    const sizes = Map.groupBy(students, ({ body }) => body.class_group_ids[0]);
    expect([...sizes.values()].map((group) => group.length)).toEqual([35, 35, 35, 35]);
  });

  test('a start that is killed while the documents are made is completed by the next one', () => {
    expect(server.store.integrity()).toBe('ok');
    expect(server.store.count('submission')).toBe(13 * 35);
    expect(server.statistics().blobs.count).toBeGreaterThan(100);
  });

  test('a second start finds everything as it was', async () => {
    await server.close();
    const made: number[] = [];
    server = await startReferenceEnt({ directory, seed: 'demo', onProgress: (done) => made.push(done) });
    expect(made).toEqual([]);
    expect(server.store.count('student')).toBe(140);
  });

  test('every record fits its schema and names what exists', async () => {
    const changes = await pullEverything();
    const known = new Set(changes.map(({ entity, id }) => `${entity} ${id}`));
    for (const { entity, body } of changes) {
      expect(bodies[entity as EntityName].safeParse(body).error).toBe(undefined);
      for (const [field, value] of Object.entries(body ?? {})) {
        if (!field.endsWith('_id') || value === null) continue;
        expect(known.has(`${field.slice(0, -3)} ${value}`)).toBe(true);
      }
    }
  });

  test('one class has 30 copies in time, 2 late and 3 missing, all to be graded', () => {
    const submissions = refractionSubmissions();
    const statuses = Map.groupBy(submissions, ({ body }) => body.status);
    expect([
      statuses.get('submitted')?.length,
      statuses.get('late')?.length,
      statuses.get('missing')?.length,
    ]).toEqual([30, 2, 3]);
    expect(submissions.every(({ body }) => (body.status === 'missing') === (body.files.length === 0))).toBe(
      true,
    );
    const graded = new Set(server.store.entities('grade').map(({ id }) => id));
    expect(submissions.some(({ id }) => graded.has(id))).toBe(false);
  });

  test('what was given back is graded within its maximum and commented', () => {
    const assignments = new Map(server.store.entities('assignment').map(({ id, body }) => [id, body]));
    const submissions = new Map(server.store.entities('submission').map(({ id, body }) => [id, body]));
    const commented = new Set(server.store.entities('comment').map(({ body }) => body.submission_id));
    const grades = server.store.entities('grade');
    expect(grades.length).toBeGreaterThan(300);
    for (const { body } of grades) {
      const submission = submissions.get(body.submission_id);
      expect(body.points_x100).toBeLessThanOrEqual(
        assignments.get(submission?.assignment_id ?? '')?.max_x100 ?? 0,
      );
      expect(submission?.status).not.toBe('missing');
      expect(commented.has(body.submission_id)).toBe(true);
    }
  });

  test('lessons fall on weekdays, and their blocks have ids of their own', () => {
    const lessons = server.store.entities('lesson');
    const ids = lessons.flatMap(({ body }) => body.blocks.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(lessons.every(({ body }) => ![0, 6].includes(new Date(body.starts_at).getUTCDay()))).toBe(true);
    expect(lessons.some(({ body }) => body.is_published)).toBe(true);
    expect(server.store.count('homework')).toBeGreaterThan(25);
  });
});

describe('the documents of the demo', () => {
  test('every file is what its name and hash say, and opens', async () => {
    const files = [
      ...server.store.entities('submission').flatMap(({ body }) => body.files),
      ...server.store.entities('resource').map(({ body }) => body.file),
    ];
    for (const file of files) {
      const bytes = await server.store.blobBytes(file.sha256);
      expect([sha256Of(Buffer.from(bytes)), bytes.length]).toEqual([file.sha256, file.bytes]);
      await expectToOpen(file.media_type, bytes);
    }
  });

  test('photographed copies are those of a phone: large, on their side, with EXIF', async () => {
    const files = refractionSubmissions().flatMap(({ body }) =>
      body.files.filter(({ media_type }) => media_type === 'image/jpeg'),
    );
    expect(files.length).toBeGreaterThanOrEqual(9);
    const orientations = new Set<number | undefined>();
    for (const file of files) {
      const { orientation, exif, width, height } = await sharp(
        await server.store.blobBytes(file.sha256),
      ).metadata();
      orientations.add(orientation);
      expect(exif?.length).toBeGreaterThan(100);
      expect(width * height).toBeGreaterThan(7_000_000);
      expect(file.bytes).toBeGreaterThan(1_500_000);
      expect(file.bytes).toBeLessThan(4_000_000);
    }
    expect(orientations.has(6)).toBe(true);
  });

  test('the teacher receives the whole class of copies in one request, below 60 MB', async () => {
    const client = await signIn(server);
    const hashes = [
      ...new Set(refractionSubmissions().flatMap(({ body }) => body.files.map(({ sha256 }) => sha256))),
    ];
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ blobs: hashes });
    const reply = await client.send('/blobs/fetch', { method: 'POST', headers, body });
    const received = (await reply.arrayBuffer()).byteLength;
    const sizes = refractionSubmissions().flatMap(({ body: { files } }) => files.map(({ bytes }) => bytes));
    expect(received).toBe(sizes.reduce((sum, size) => sum + size, 0) + hashes.length * 40);
    expect(server.statistics().blobs.bytes).toBeLessThan(60_000_000);
  });

  test('a student file is not for every account', async () => {
    await server.addAccount('paul.roche', 'motdepasse', 'Paul Roche');
    const other = await signIn({ url: server.url, login: 'paul.roche', password: 'motdepasse' });
    const sha256 = refractionSubmissions().flatMap(({ body }) => body.files)[0]?.sha256;
    expect((await other.send(`/blobs/${sha256}`)).status).toBe(404);
  });
});

async function expectToOpen(mediaType: string, bytes: Buffer): Promise<void> {
  if (mediaType === 'application/pdf') {
    const pages = (await PDFDocument.load(bytes)).getPageCount();
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(pages).toBeLessThanOrEqual(3);
  } else if (mediaType.startsWith('image/'))
    expect((await sharp(bytes).metadata()).width).toBeGreaterThan(1000);
  else if (mediaType === 'text/plain') expect(bytes.toString('utf8')).toMatch(/^\p{Lu}.+\r\n/u);
  else {
    const parts = Object.keys(unzipSync(bytes));
    expect(parts.some((name) => ['word/document.xml', 'content.xml'].includes(name))).toBe(true);
    if (mediaType.includes('oasis')) expect(parts[0]).toBe('mimetype');
  }
}
