import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { annotationsHandlers } from '../../main/engine/grading/annotations.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { teamsHandlers } from '../../main/engine/grading/save-grade.ts';
import { compositionOf } from '../../main/engine/sync/composition.ts';
import { putBack, takeBack } from '../../main/engine/sync/taken-back.ts';
import type { Mark } from '../../preload/contract/annotations.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  submissionBody,
} from './domain-workspace.ts';

const { read, base, keep, compose, unfinished } = annotationsHandlers;

const TICK: Mark = { id: 'm1', kind: 'tick', page: 0, color: '#c8322b', x: 100, y: 700, rotation: 0 };

/** Like paper under a lamp: 20 kB rather than 1. */
const NOISE = {
  width: 300,
  height: 200,
  channels: 3,
  background: '#aabbcc',
  noise: { type: 'gaussian', mean: 128, sigma: 30 },
} as const;

const PDF = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n' +
    'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n' +
    'trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n',
  'latin1',
);

/** A class whose first copy is this file. */
async function openCopy(bytes: Buffer, name = 'copie.pdf', mediaType = 'application/pdf') {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 3);
  const writer = workspace.vault.startBlob();
  await writer.write(bytes);
  const { sha256, sizeBytes } = await writer.commit();
  const file = { id: 'file-1', name, sha256, bytes: sizeBytes, media_type: mediaType };
  workspace.receive('submission', 'copy-01', submissionBody('student-01', { files: [file] }));
  workspace.store.db.prepare('UPDATE blob SET is_local = 1, server_has = 1 WHERE sha256 = ?').run(sha256);
  return { workspace, place: { submissionId: 'copy-01', sha256 } };
}

/** What an incremental update adds to a file of that length. */
function tailAfter(baseBytes: number, words: string): Buffer {
  const object = `3 0 obj\n(${words})\nendobj\n`;
  return Buffer.from(
    `${object}xref\n3 1\n${String(baseBytes).padStart(10, '0')} 00000 n \n` +
      `trailer\n<</Size 4/Root 1 0 R/Prev 101>>\nstartxref\n${baseBytes + object.length}\n%%EOF\n`,
    'latin1',
  );
}

/** As the shell lays the page's bytes. */
async function handOver({ vault }: DomainWorkspace, bytes: Uint8Array): Promise<string> {
  const ticket = randomUUID();
  await writeFile(join(vault.directory, 'incoming', ticket), bytes);
  return ticket;
}

async function annotate(
  { workspace, place }: Awaited<ReturnType<typeof openCopy>>,
  marks: Mark[],
  words: string,
) {
  const on = await base(workspace.context, place);
  const { revision } = keep(workspace.context, { ...place, marks });
  const handover = await handOver(workspace, tailAfter(on.sizeBytes, words));
  return compose(workspace.context, { ...place, baseSha256: on.sha256, revision, handover });
}

const feedbackOf = ({ context }: DomainWorkspace, submissionId = 'copy-01') =>
  gradingHandlers.submission(context, { submissionId }).feedback;

test('a mark is on the disk when it was kept, before any file is made of it', async () => {
  const { workspace, place } = await openCopy(PDF);
  keep(workspace.context, { ...place, marks: [TICK] });
  expect(read(workspace.context, place)).toEqual({ marks: [TICK], revision: 1, composedRevision: 0 });
  expect(unfinished(workspace.context)).toEqual([place]);
  const { workspace: other } = { workspace: await openDomainWorkspace(workspace.directory) };
  expect(read(other.context, place).marks).toEqual([TICK]);
});

test('the annotated copy begins with the very bytes of the student’s file, and waits for the ENT', async () => {
  const copy = await openCopy(PDF);
  const made = await annotate(copy, [TICK], 'one');
  const file = await readFile(copy.workspace.vault.pathOf(made?.sha256 ?? ''));
  expect(file.subarray(0, PDF.length).equals(PDF)).toBe(true);
  expect(file.subarray(PDF.length).equals(tailAfter(PDF.length, 'one'))).toBe(true);
  expect(feedbackOf(copy.workspace)).toMatchObject([
    {
      document: { name: 'copie (annotée).pdf', sha256: made?.sha256, mediaType: 'application/pdf' },
      sync: 'waiting',
    },
  ]);
  expect(copy.workspace.waiting()).toMatchObject([{ entity: 'feedback', kind: 'put' }]);
  expect(unfinished(copy.workspace.context)).toEqual([]);
});

test('further marks change the one file given back, and what came before leaves the vault', async () => {
  const copy = await openCopy(PDF);
  const made = [];
  for (const words of ['one', 'two', 'three', 'four']) made.push(await annotate(copy, [TICK], words));
  expect(feedbackOf(copy.workspace)).toHaveLength(1);
  expect(copy.workspace.waiting()).toHaveLength(1);
  const isThere = made.map((blob) => copy.workspace.vault.has(blob?.sha256 ?? ''));
  // The one before the last stays: a sync may be sending it.
  expect(isThere).toEqual([false, false, true, true]);
});

test('bytes that are no update of this document replace nothing', async () => {
  const copy = await openCopy(PDF);
  const { workspace, place } = copy;
  const made = await annotate(copy, [TICK], 'one');
  const on = await base(workspace.context, place);
  const { revision } = keep(workspace.context, { ...place, marks: [TICK, { ...TICK, id: 'm2' }] });
  const wrong: [string, Buffer][] = [
    [on.sha256, Buffer.from('rubbish')],
    [on.sha256, tailAfter(PDF.length + 4000, 'elsewhere')],
    ['a'.repeat(64), tailAfter(PDF.length, 'another base')],
  ];
  for (const [baseSha256, tail] of wrong) {
    const handover = await handOver(workspace, tail);
    await expect(
      compose(workspace.context, { ...place, baseSha256, revision, handover }),
    ).rejects.toMatchObject({
      code: 'annotations/not-an-update',
    });
  }
  const input = { ...place, baseSha256: on.sha256, revision, handover: randomUUID() };
  await expect(compose(workspace.context, input)).rejects.toMatchObject({ code: 'input/invalid' });
  expect(feedbackOf(workspace)).toMatchObject([{ document: { sha256: made?.sha256 } }]);
});

test('a damaged original makes no annotated copy', async () => {
  const copy = await openCopy(PDF);
  await base(copy.workspace.context, copy.place);
  const damaged = Buffer.from(PDF);
  damaged[20] = 0;
  await writeFile(copy.workspace.vault.pathOf(copy.place.sha256), damaged);
  await expect(annotate(copy, [TICK], 'one')).rejects.toMatchObject({ code: 'vault/blob-corrupt' });
  expect(feedbackOf(copy.workspace)).toEqual([]);
});

test('taking the last mark back takes the annotated copy back, and undo gives it again', async () => {
  const copy = await openCopy(PDF);
  await annotate(copy, [TICK], 'one');
  copy.workspace.push();
  keep(copy.workspace.context, { ...copy.place, marks: [] });
  expect(feedbackOf(copy.workspace)).toEqual([]);
  expect(copy.workspace.waiting()).toMatchObject([{ entity: 'feedback', kind: 'delete' }]);
  await annotate(copy, [TICK], 'again');
  expect(feedbackOf(copy.workspace)).toHaveLength(1);
});

test('a file that another device has put in that place is not written over', async () => {
  const copy = await openCopy(PDF);
  const { workspace } = copy;
  await annotate(copy, [TICK], 'one');
  workspace.push();
  const [given] = feedbackOf(workspace);
  const theirs = {
    id: 'file-9',
    name: 'autre.pdf',
    sha256: 'b'.repeat(64),
    bytes: 9,
    media_type: 'application/pdf',
  };
  workspace.receive('feedback', given?.id ?? '', { submission_id: 'copy-01', file: theirs });
  await annotate(copy, [TICK, { ...TICK, id: 'm2' }], 'two');
  expect(
    feedbackOf(workspace)
      .map(({ document }) => document.name)
      .sort(),
  ).toEqual(['autre.pdf', 'copie (annotée).pdf']);
});

test.for([1, 2, 3, 4, 5, 6, 7, 8])(
  'a photograph of orientation %i becomes a page around its untouched bytes',
  async (orientation) => {
    const jpeg = await sharp({ create: NOISE }).withMetadata({ orientation }).jpeg().toBuffer();
    const { workspace, place } = await openCopy(jpeg, 'photo.jpg', 'image/jpeg');
    const made = await base(workspace.context, place);
    expect(await base(workspace.context, place)).toEqual(made);
    const pdf = await readFile(workspace.vault.pathOf(made.sha256));
    expect(pdf.includes(jpeg)).toBe(true);
    const [, width, height] = /MediaBox\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? [];
    expect(Number(width) > Number(height)).toBe(orientation < 5);
    // What travels: the head, the name of the photograph, the tail.
    const known = [{ sha256: place.sha256, sizeBytes: jpeg.length, mediaType: 'image/jpeg' }];
    expect(compositionOf(pdf, known)?.map((part) => 'sha256' in part)).toEqual([false, true, false]);
  },
);

test('a picture with opacity, with a palette or in greys becomes a page; what is no picture does not', async () => {
  const pixel = {
    width: 20,
    height: 30,
    channels: 4,
    background: { r: 200, g: 10, b: 10, alpha: 0.5 },
  } as const;
  const pictures = [
    await sharp({ create: pixel }).png().toBuffer(),
    await sharp({ create: pixel }).removeAlpha().png().toBuffer(),
    await sharp({ create: pixel }).removeAlpha().png({ palette: true }).toBuffer(),
    await sharp({ create: pixel }).removeAlpha().greyscale().png().toBuffer(),
  ];
  for (const png of pictures) {
    const { workspace, place } = await openCopy(png, 'image.png', 'image/png');
    const { sha256 } = await base(workspace.context, place);
    expect((await readFile(workspace.vault.pathOf(sha256))).toString('latin1')).toContain('/FlateDecode');
  }
  for (const bytes of [Buffer.from('GIF89a'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]), Buffer.alloc(0)]) {
    const { workspace, place } = await openCopy(bytes, 'image.jpg', 'image/jpeg');
    await expect(base(workspace.context, place)).rejects.toMatchObject({
      code: 'annotations/not-annotatable',
    });
  }
});

test('an annotated copy that was taken back can be put back, however often the page was marked since', async () => {
  const copy = await openCopy(PDF);
  const { workspace } = copy;
  const first = await annotate(copy, [TICK], 'one');
  const takeBackWaiting = () => takeBack(workspace.sync, workspace.waiting()[0]?.op_id ?? '');
  const takenBackIds = takeBackWaiting();
  for (const words of ['two', 'three', 'four']) await annotate(copy, [TICK], words);
  takeBackWaiting();
  expect(workspace.vault.has(first?.sha256 ?? '')).toBe(true);
  putBack(workspace.sync, takenBackIds);
  expect(feedbackOf(workspace).map(({ document }) => document.sha256)).toContain(first?.sha256);
});

test('a team’s annotated copy goes to every member who is graded with it, follows the marks, and is taken back from all', async () => {
  const copy = await openCopy(PDF);
  const { context } = copy.workspace;
  const members = (areApart: boolean) => [
    { submissionId: 'copy-01', isApart: false },
    { submissionId: 'copy-02', isApart: false },
    { submissionId: 'copy-03', isApart: areApart },
  ];
  const form = (areApart: boolean) =>
    teamsHandlers.saveTeams(context, {
      assignmentId: 'ds1',
      teams: [{ id: 'team-1', name: 'Groupe 1', members: members(areApart) }],
    });
  const hashesOf = (id: string) => feedbackOf(copy.workspace, id).map(({ document }) => document.sha256);
  form(true);
  const first = (await annotate(copy, [TICK], 'one'))?.sha256;
  expect(['copy-01', 'copy-02', 'copy-03'].map(hashesOf)).toEqual([[first], [first], []]);
  const [{ id: given } = { id: '' }] = feedbackOf(copy.workspace, 'copy-02');
  form(false);
  const second = (await annotate(copy, [TICK], 'two'))?.sha256;
  expect(['copy-01', 'copy-02', 'copy-03'].map(hashesOf)).toEqual([[second], [second], [second]]);
  expect(feedbackOf(copy.workspace, 'copy-02').map(({ id }) => id)).toEqual([given]);
  const sent = new Set(copy.workspace.waiting().map(({ entity_id: id }) => id));
  expect(sent.size).toBe(3);
  // A member who is graded apart by now keeps the file that was given.
  form(true);
  keep(context, { ...copy.place, marks: [] });
  expect(['copy-01', 'copy-02', 'copy-03'].map(hashesOf)).toEqual([[], [], [second]]);
});

test('a file that another device has put in a member’s place is not written over', async () => {
  const copy = await openCopy(PDF);
  const { context, receive } = copy.workspace;
  const members = ['copy-01', 'copy-02'].map((submissionId) => ({ submissionId, isApart: false }));
  teamsHandlers.saveTeams(context, {
    assignmentId: 'ds1',
    teams: [{ id: 'team-1', name: 'Groupe 1', members }],
  });
  await annotate(copy, [TICK], 'one');
  copy.workspace.push();
  const [{ id } = { id: '' }] = feedbackOf(copy.workspace, 'copy-02');
  const theirs = {
    id: 'file-9',
    name: 'autre.pdf',
    sha256: 'c'.repeat(64),
    bytes: 9,
    media_type: 'application/pdf',
  };
  receive('feedback', id, { submission_id: 'copy-02', file: theirs });
  const made = await annotate(copy, [TICK], 'two');
  const names = feedbackOf(copy.workspace, 'copy-02').map(({ document: { sha256 } }) => sha256);
  expect(names.toSorted()).toEqual([theirs.sha256, made?.sha256 ?? ''].toSorted());
});
