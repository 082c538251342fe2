import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { CopiesPreview, CopyChoice } from '../../preload/contract/index.ts';
import { openSyncedClass, type SyncedClass } from './synced-class.ts';

/** Copies in and out by ZIP, against a real engine with a class that the ENT has written. */

const NAMES = [
  { first_name: 'Éloïse', last_name: 'D’AUBIGNÉ' },
  { first_name: 'Zoé', last_name: 'MARTIN' },
  { first_name: 'Léo Paul', last_name: 'MARTIN' },
  { first_name: 'Jean', last_name: 'PIERRE' },
];

function namedClass(): Promise<SyncedClass> {
  return openSyncedClass(NAMES.length, {
    studentOf: (number) => NAMES[number - 1] ?? { first_name: '', last_name: '' },
  });
}

function zipAt({ directory }: SyncedClass, name: string, files: Record<string, string>): string {
  const path = join(directory, name);
  writeFileSync(
    path,
    zipSync(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, strToU8(text)]))),
  );
  return path;
}

const sure = ({ groups }: CopiesPreview): CopyChoice[] =>
  groups.flatMap(({ key, submissionId }) => (submissionId === null ? [] : [{ key, submissionId }]));

const namesIn = async ({ engine }: SyncedClass, submissionId: string) =>
  (await engine.client.grading.submission({ submissionId })).documents.map(({ name }) => name);

test('a ZIP of Moodle’s is matched, brought, read beside the ENT’s copies, and taken away by undo', async () => {
  const school = await namedClass();
  const { engine, ent, assignmentId, submissionIds } = school;
  const [eloise = '', zoe = '', leo = '', jean = ''] = submissionIds;
  const path = zipAt(school, 'devoir.zip', {
    'Éloïse D’Aubigné_101_assignsubmission_file_/photo 1.txt': 'un',
    'Éloïse D’Aubigné_101_assignsubmission_file_/photo 2.txt': 'deux',
    'Zoé Martin_102_assignsubmission_file_dm_3.txt': 'de Zoé',
    'Leo Martin_103_assignsubmission_file_/dm.txt': 'de Léo',
    '__MACOSX/._dm.txt': 'rien',
    'vide.txt': '',
  });
  const preview = await engine.client.exchange.previewCopies({ assignmentId, path });
  expect(
    preview.groups.map(({ written, match, submissionId, candidates, files }) => [
      written,
      match,
      submissionId,
      candidates.map((one) => one.submissionId),
      files.map(({ name }) => name),
    ]),
  ).toEqual([
    ['Éloïse D’Aubigné', 'sure', eloise, [eloise], ['photo 1.txt', 'photo 2.txt']],
    ['Zoé Martin', 'sure', zoe, [zoe], ['dm_3.txt']],
    ['Leo Martin', 'doubtful', null, [leo], ['dm.txt']],
  ]);
  expect(preview.leftOut).toEqual([{ name: 'vide.txt', obstacle: 'empty' }]);
  expect(await namesIn(school, eloise)).toEqual([]);
  const waiting = (await engine.client.sync.waiting()).length;
  const doubtful = preview.groups[2]?.key ?? -1;
  const choices = [...sure(preview), { key: doubtful, submissionId: leo }];
  const taken = await engine.client.exchange.takeCopies({ assignmentId, path, choices });
  expect(taken).toMatchObject({ copyCount: 3, refused: [] });
  expect(await namesIn(school, eloise)).toEqual(['photo 1.txt', 'photo 2.txt']);
  expect(await namesIn(school, leo)).toEqual(['dm.txt']);
  expect(await namesIn(school, jean)).toEqual([]);
  // No ENT takes a student's copy from a teacher: nothing waits to be sent, and the teacher's library is as it was.
  expect((await engine.client.sync.waiting()).length).toBe(waiting);
  expect(await engine.client.library.list()).toEqual([]);
  await engine.client.sync.start();
  expect(await namesIn(school, zoe)).toEqual(['dm_3.txt']);
  const again = await engine.client.exchange.takeCopies({ assignmentId, path, choices });
  expect(again.ids).toEqual([]);
  await engine.client.grading.removeCollected({ ids: taken.ids });
  expect(await namesIn(school, eloise)).toEqual([]);
  await engine.client.grading.restoreCollected({ ids: taken.ids });
  expect(await namesIn(school, eloise)).toEqual(['photo 1.txt', 'photo 2.txt']);
  await ent.close();
});

test('a student whose identity is hidden is known by the number once it was told, as chosen before', async () => {
  const school = await namedClass();
  const { engine, assignmentId, submissionIds } = school;
  const [, zoe = ''] = submissionIds;
  const named = zipAt(school, 'a.zip', { 'Zoé Martin_102_assignsubmission_file_/a.txt': 'a' });
  const preview = await engine.client.exchange.previewCopies({ assignmentId, path: named });
  await engine.client.exchange.takeCopies({ assignmentId, path: named, choices: sure(preview) });
  const blind = zipAt(school, 'b.zip', { 'Participant_102_assignsubmission_file_/b.txt': 'b' });
  const { groups } = await engine.client.exchange.previewCopies({ assignmentId, path: blind });
  expect(groups.map(({ match, submissionId }) => [match, submissionId])).toEqual([['known', zoe]]);
});

test('a copy that was not handed in at the ENT is handed in once the teacher has it', async () => {
  const school = await namedClass();
  const { engine, ent, assignmentId, submissionIds } = school;
  const [, zoe = ''] = submissionIds;
  ent.editOnTheWeb([
    {
      entity: 'submission',
      id: zoe,
      body: {
        assignment_id: assignmentId,
        student_id: 'student-2',
        status: 'missing',
        submitted_at: null,
        text: '',
        files: [],
      },
    },
  ]);
  await engine.client.sync.start();
  const statusOf = async () => (await engine.client.grading.submission({ submissionId: zoe })).status;
  const counted = async () => (await engine.client.grading.assignments({}))[0]?.submissionCount;
  expect([await statusOf(), await counted()]).toEqual(['missing', 3]);
  const path = zipAt(school, 'devoir.zip', { 'MARTIN Zoé - copie.txt': 'la copie' });
  const preview = await engine.client.exchange.previewCopies({ assignmentId, path });
  const { ids } = await engine.client.exchange.takeCopies({ assignmentId, path, choices: sure(preview) });
  expect([await statusOf(), await counted()]).toEqual(['submitted', 4]);
  await engine.client.grading.removeCollected({ ids });
  expect([await statusOf(), await counted()]).toEqual(['missing', 3]);
});

/** A ZIP of one file, of which every field can be a lie. */
function forgedZip(name: string, { announced, packed }: { announced: number; packed: Buffer }): Buffer {
  const nameBytes = Buffer.from(name);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(0x0800, 2);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(announced, 18);
  facts.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, nameBytes, packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    Buffer.from([20, 0]),
    facts,
    Buffer.alloc(14),
    nameBytes,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

test.each([
  [
    'a path that leads outside',
    () => zipSync({ '../../etc/MARTIN Zoé.txt': strToU8('x') }),
    'exchange/archive-unsafe',
  ],
  ['a path of a drive', () => zipSync({ 'C:\\MARTIN Zoé.txt': strToU8('x') }), 'exchange/archive-unsafe'],
  [
    'more than it should announce',
    () => forgedZip('MARTIN Zoé.txt', { announced: 0xfffffff0, packed: deflateRawSync(Buffer.alloc(10)) }),
    'exchange/archive-too-large',
  ],
  ['no archive', () => strToU8('PK pas un ZIP'), 'exchange/not-an-archive'],
])('a ZIP with %s is not opened', async (_what, bytes, code) => {
  const { engine, assignmentId, directory } = await openSyncedClass(1);
  const path = join(directory, 'devoir.zip');
  writeFileSync(path, bytes());
  await expect(engine.client.exchange.previewCopies({ assignmentId, path })).rejects.toMatchObject({ code });
});

test('a file that unpacks to more than it announces brings nothing at all', async () => {
  const school = await namedClass();
  const { engine, assignmentId, directory, submissionIds } = school;
  const path = join(directory, 'bombe.zip');
  writeFileSync(
    path,
    forgedZip('MARTIN Zoé.txt', { announced: 10, packed: deflateRawSync(Buffer.alloc(1 << 20)) }),
  );
  const preview = await engine.client.exchange.previewCopies({ assignmentId, path });
  await expect(
    engine.client.exchange.takeCopies({ assignmentId, path, choices: sure(preview) }),
  ).rejects.toMatchObject({ code: 'exchange/not-an-archive' });
  expect(await namesIn(school, submissionIds[1] ?? '')).toEqual([]);
});

test('what is called off brings nothing', async () => {
  const school = await namedClass();
  const { engine, assignmentId, submissionIds } = school;
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`MARTIN Zoé/page ${index}.txt`, `page ${index}`]),
  );
  const path = zipAt(school, 'devoir.zip', files);
  const before = AbortSignal.abort();
  const looking = engine.client.exchange.previewCopies({ assignmentId, path }, { signal: before });
  await expect(looking).rejects.toThrow();
  const preview = await engine.client.exchange.previewCopies({ assignmentId, path });
  const controller = new AbortController();
  const events = await engine.client.events.subscribe();
  const taking = engine.client.exchange.takeCopies(
    { assignmentId, path, choices: sure(preview) },
    { signal: controller.signal },
  );
  for await (const event of events)
    if (event.type === 'work-progress' && event.done === 3) {
      controller.abort();
      break;
    }
  await expect(taking).rejects.toThrow();
  await expect.poll(async () => (await engine.client.library.list()).length).toBe(0);
  expect(await namesIn(school, submissionIds[1] ?? '')).toEqual([]);
});

test('what is given back goes out as Moodle reads it, and says whose number is missing', async () => {
  const school = await namedClass();
  const { engine, assignmentId, submissionIds, directory } = school;
  const [eloise = '', zoe = ''] = submissionIds;
  const named = zipAt(school, 'a.zip', { 'Zoé Martin_102_assignsubmission_file_/a.txt': 'a' });
  const preview = await engine.client.exchange.previewCopies({ assignmentId, path: named });
  await engine.client.exchange.takeCopies({ assignmentId, path: named, choices: sure(preview) });
  for (const submissionId of [eloise, zoe, zoe])
    await engine.client.grading.attachFeedback({
      submissionId,
      path: await school.document('copie_annotée.txt', 'Très bien'),
    });
  const path = join(directory, 'feedback.zip');
  const written = await engine.client.exchange.writeFeedback({ assignmentId, path });
  expect(written).toEqual({ fileCount: 3, copyCount: 2, unnumbered: ['Éloïse D’AUBIGNÉ'] });
  const files = unzipSync(readFileSync(path));
  expect(Object.keys(files)).toEqual([
    'Éloïse D’AUBIGNÉ/copie_annotée.txt',
    'Zoé MARTIN_102_assignsubmission_file_/copie_annotée.txt',
    'Zoé MARTIN_102_assignsubmission_file_/copie_annotée (2).txt',
  ]);
  for (const bytes of Object.values(files)) expect(Buffer.from(bytes).toString()).toBe('Très bien');
});

test('the number of a student is learned from Moodle’s worksheet', async () => {
  const school = await namedClass();
  const { engine, assignmentId, submissionIds, directory } = school;
  const [, zoe = ''] = submissionIds;
  const source = join(directory, 'Grades.csv');
  writeFileSync(source, 'Identifiant,"Nom complet",Note\nParticipant 77,"Zoé MARTIN",\n');
  await engine.client.exchange.fillWorksheet({ assignmentId, source, path: join(directory, 'out.csv') });
  await engine.client.grading.attachFeedback({
    submissionId: zoe,
    path: await school.document('copie.txt', 'bien'),
  });
  const path = join(directory, 'feedback.zip');
  expect((await engine.client.exchange.writeFeedback({ assignmentId, path })).unnumbered).toEqual([]);
  expect(Object.keys(unzipSync(readFileSync(path)))).toEqual([
    'Zoé MARTIN_77_assignsubmission_file_/copie.txt',
  ]);
});
