import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { progressionHandlers as progression } from '../../main/engine/progression/handlers.ts';
import { reuseHandlers as reuse } from '../../main/engine/reuse/handlers.ts';
import { timetableHandlers } from '../../main/engine/timetable/handlers.ts';
import type { WorkProgress } from '../../preload/contract/events.ts';
import { openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const FIELDS = {
  title: 'Vecteurs',
  subject: 'Mathématiques',
  objectives: 'Construire une somme',
  programme: '',
  competencies: '',
  notes: 'Zoé a besoin d’aide',
  expectedSessions: 4,
};

/** A teacher with a sequence of two lessons, one document on both, and homework from the first to the second. */
async function openTeacher() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const { context } = workspace;
  const fields = {
    classGroupId: '2de4',
    weekday: 2,
    fromMinute: 480,
    toMinute: 535,
    weeks: 'every' as const,
  };
  timetableHandlers.saveSlot(context, { ...fields, room: '', group: '', firstDay: null, lastDay: null });
  return { workspace, context };
}

async function writeSequence(withNotes = false) {
  const { workspace, context } = await openTeacher();
  const sequenceId = progression.saveSequence(context, FIELDS).id;
  const week = 7 * 86_400_000;
  const text = join(workspace.directory, 'plan.txt');
  await writeFile(text, 'Le plan du cours');
  for (const [index, id] of ['a', 'b'].entries()) {
    const startsAt = START + (index + 1) * week;
    const content = { type: 'paragraph', content: [{ type: 'text', text: `Texte ${id}` }] };
    lessonsHandlers.save(context, {
      newId: id,
      classGroupId: '2de4',
      title: id,
      startsAt,
      blocks: [{ id, content }],
    });
    progression.savePlan(context, { lessonId: id, sequenceId, minutes: 55, objectives: 'Lire' });
    await lessonsHandlers.attach(context, { lessonId: id, path: text });
  }
  const dueAt = START + 2 * week;
  const homework = { lessonId: 'a', text: 'Exercice 3', dueAt, expectedMinutes: 20 };
  const { id: homeworkId } = lessonsHandlers.saveHomework(context, homework);
  lessonsHandlers.gradeHomework(context, { homeworkId, grading: { maxTimes100: 1000, assignmentId: null } });
  const path = join(workspace.directory, 'Vecteurs.cartable-sequence');
  const source = { kind: 'sequence', sequenceId, classGroupId: '2de4' } as const;
  const written = await reuse.writeFile(context, { source, path, withNotes });
  return { written, bytes: await readFile(path) };
}

const refused = (code: string) => expect.objectContaining({ code });

test('a colleague opens a sequence with its texts, plans, homework and its document, once; no class, date or note is in the file', async () => {
  const { written, bytes } = await writeSequence();
  expect(written).toEqual({ documentCount: 1, leftOutCount: 0 });
  const members = unzipSync(bytes);
  expect(Object.keys(members)).toHaveLength(2);
  const said = Buffer.from(members['sequence.json'] as Uint8Array).toString();
  for (const word of ['Zoé', '2de', String(START + 7 * 86_400_000)]) expect(said).not.toContain(word);
  const { workspace, context } = await openTeacher();
  const path = join(workspace.directory, 'reçu.cartable-sequence');
  await writeFile(path, bytes);
  const template = await reuse.openFile(context, { path });
  expect(template).toMatchObject({ kind: 'sequence', title: 'Vecteurs', lessonCount: 2 });
  const source = { kind: 'template', templateId: template.id } as const;
  reuse.copy(context, { source, classGroupIds: ['2de4'], fromDay: '2026-11-24', withHomework: true });
  const [first, second] = lessonsHandlers
    .list(context, {})
    .map(({ id }) => lessonsHandlers.get(context, { lessonId: id }));
  expect([first?.title, second?.title]).toEqual(['a', 'b']);
  expect(JSON.stringify(first?.blocks)).toContain('Texte a');
  expect(first?.resources.map(({ document }) => document.name)).toEqual(['plan.txt']);
  expect(first?.homework.map((one) => [one.text, one.dueAt])).toEqual([['Exercice 3', second?.startsAt]]);
  expect(lessonsHandlers.gradingOf(context, { homeworkId: first?.homework[0]?.id ?? '' })).toEqual({
    maxTimes100: 1000,
    assignmentId: null,
  });
  expect(progression.plan(context, { lessonId: second?.id ?? '' })).toMatchObject({
    minutes: 55,
    objectives: 'Lire',
  });
  expect(progression.sequences(context)).toMatchObject([{ ...FIELDS, notes: '', classGroupIds: ['2de4'] }]);
  expect(context.store.db.prepare('SELECT count(DISTINCT sha256) FROM resource').pluck().get()).toBe(1);
});

test('notes leave when they are asked for', async () => {
  const { bytes } = await writeSequence(true);
  const said = Buffer.from(unzipSync(bytes)['sequence.json'] as Uint8Array).toString();
  expect(said).toContain('Zoé');
});

test('a file that is cut, changed, newer, or something else is refused, and nothing of it stays', async () => {
  const { bytes } = await writeSequence();
  const members = unzipSync(bytes);
  const said = JSON.parse(Buffer.from(members['sequence.json'] as Uint8Array).toString());
  const document = Object.keys(members).find((name) => name.startsWith('documents/')) ?? '';
  const withBody = (change: object) =>
    zipSync({ ...members, 'sequence.json': strToU8(JSON.stringify({ ...said, ...change })) });
  const deep = (levels: number): object =>
    levels === 0 ? { type: 'paragraph' } : { type: 'blockquote', content: [deep(levels - 1)] };
  const bad: [Uint8Array, string][] = [
    [
      withBody({ lessons: [{ ...said.lessons[0], blocks: [{ content: deep(1500) }] }] }),
      'reuse/not-a-sequence',
    ],
    [bytes.subarray(0, bytes.length / 2), 'reuse/not-a-sequence'],
    [zipSync({ 'autre.txt': strToU8('bonjour') }), 'reuse/not-a-sequence'],
    [strToU8('bonjour'), 'reuse/not-a-sequence'],
    [withBody({ lessons: [] }), 'reuse/not-a-sequence'],
    [withBody({ lessons: [{ ...said.lessons[0], minutes: -1 }] }), 'reuse/not-a-sequence'],
    [withBody({ format: 'autre' }), 'reuse/not-a-sequence'],
    [withBody({ version: 2 }), 'reuse/too-new'],
    [zipSync({ ...members, [document]: strToU8('autre chose') }), 'reuse/not-a-sequence'],
  ];
  const { workspace, context } = await openTeacher();
  const path = join(workspace.directory, 'reçu.cartable-sequence');
  for (const [content, code] of bad) {
    await writeFile(path, content);
    await expect(reuse.openFile(context, { path })).rejects.toThrowError(refused(code));
  }
  await expect(reuse.openFile(context, { path: `${path}.none` })).rejects.toThrowError(
    refused('library/file-missing'),
  );
  const left = context.store.db.prepare(
    'SELECT (SELECT count(*) FROM template) + (SELECT count(*) FROM document)',
  );
  expect(left.pluck().get()).toBe(0);
});

test('reading one tells how far it is, and called off half way nothing of it stays', async () => {
  const { bytes } = await writeSequence();
  const { workspace, context } = await openTeacher();
  const path = join(workspace.directory, 'reçu.cartable-sequence');
  await writeFile(path, bytes);
  const shares: number[] = [];
  const calledOff = new AbortController();
  const told = {
    ...context,
    tellProgress: ({ work, done, total }: WorkProgress) => {
      shares.push(done / total);
      // As soon as the file is read, and none of its documents yet.
      if (work === 'sequence' && shares.at(-1) === 0.2) calledOff.abort(new Error('called off'));
    },
  };
  await expect(reuse.openFile(told, { path }, calledOff.signal)).rejects.toThrow('called off');
  const left = context.store.db.prepare(
    'SELECT (SELECT count(*) FROM template) + (SELECT count(*) FROM document)',
  );
  expect(left.pluck().get()).toBe(0);
  shares.length = 0;
  await reuse.openFile(told, { path });
  expect(shares.at(0)).toBe(0);
  expect(shares.at(-1)).toBe(1);
});

test('names that would lead elsewhere are names alone, and a document that the file lacks is left out', async () => {
  const { bytes } = await writeSequence();
  const members = unzipSync(bytes);
  const said = JSON.parse(Buffer.from(members['sequence.json'] as Uint8Array).toString());
  const [own] = said.lessons[0].documents;
  said.lessons[0].documents = [{ ...own, name: '../../../evil.txt' }];
  said.lessons[1].documents = [{ ...own, sha256: 'f'.repeat(64) }];
  const { workspace, context } = await openTeacher();
  const path = join(workspace.directory, 'reçu.cartable-sequence');
  await writeFile(path, zipSync({ ...members, 'sequence.json': strToU8(JSON.stringify(said)) }));
  const { id: templateId } = await reuse.openFile(context, { path });
  const names = context.store.db.prepare('SELECT name FROM document').pluck().all();
  expect(names).toEqual(['..-..-..-evil.txt']);
  const source = { kind: 'template', templateId } as const;
  const request = { source, classGroupIds: ['2de4'], fromDay: '2026-11-24', withHomework: false };
  expect(reuse.preview(context, request).documentCount).toBe(1);
});

/** A template made of a file, and the lessons that it makes. */
async function opened(name: string, bytes: Uint8Array) {
  const { workspace, context } = await openTeacher();
  const path = join(workspace.directory, name);
  await writeFile(path, bytes);
  const template = await reuse.openFile(context, { path });
  const source = { kind: 'template', templateId: template.id } as const;
  reuse.copy(context, { source, classGroupIds: ['2de4'], fromDay: '2026-11-24', withHomework: true });
  const lessons = lessonsHandlers
    .list(context, {})
    .map(({ id }) => lessonsHandlers.get(context, { lessonId: id }));
  return { workspace, context, source, template, lessons };
}

const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** As Moodle and others lay one out: a section with pages, a file, a link and a test; and a page that stands alone. */
function cartridge(change: Record<string, Uint8Array> = {}): Uint8Array {
  const item = (title: string, inside: string, ref = '') =>
    `<item identifier="i"${ref}><title>${title}</title>${inside}</item>`;
  const leaf = (title: string, ref: string) => item(title, '', ` identifierref="${ref}"`);
  const resource = (id: string, type: string, href: string) =>
    `<resource identifier="${id}" type="${type}" href="${href}"><file href="${href}"/></resource>`;
  const section = item(
    'La lumière',
    leaf('Cours', 'cours') + leaf('Plan', 'plan') + leaf('Gallica', 'lien') + leaf('QCM', 'qcm'),
  );
  const manifest = `<manifest xmlns:lomimscc="l"><metadata><lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string>Optique</lomimscc:string></lomimscc:title></lomimscc:general></lomimscc:lom></metadata><organizations><organization><item identifier="root">${section}${leaf('Seule', 'seule')}</item></organization></organizations><resources>${resource('cours', 'webcontent', 'pages/cours.html')}${resource('plan', 'webcontent', 'fichiers/plan.txt')}${resource('lien', 'imswl_xmlv1p1', 'lien.xml')}${resource('qcm', 'imsqti_xmlv1p2/imscc_xmlv1p1/assessment', 'qcm.xml')}${resource('seule', 'webcontent', 'seule.html')}</resources></manifest>`;
  return zipSync({
    'imsmanifest.xml': strToU8(manifest),
    'pages/cours.html': strToU8(
      '<h1>Le rayon</h1><p>Vu <img src="$IMS-CC-FILEBASE$images/point.png" alt="Un point"> et <math><mi>x</mi></math></p><script>alert(1)</script><img src="../../../etc/passwd.png">',
    ),
    'images/point.png': POINT,
    'fichiers/plan.txt': strToU8('Le plan'),
    'lien.xml': strToU8('<webLink><title>Gallica</title><url href="https://gallica.bnf.fr/"/></webLink>'),
    'qcm.xml': strToU8('<questestinterop/>'),
    'seule.html': strToU8('<p>Seule</p>'),
    ...change,
  });
}

test('a Common Cartridge opens as a sequence: its sections are lessons, with pages, links, files and pictures', async () => {
  const { template, lessons, context } = await opened('cours.imscc', cartridge());
  expect(template).toMatchObject({ kind: 'sequence', title: 'Optique', lessonCount: 2 });
  expect(lessons.map(({ title }) => title)).toEqual(['La lumière', 'Seule']);
  const text = JSON.stringify(lessons[0]?.blocks);
  for (const word of ['Cours', 'Le rayon', '<math><mi>x</mi></math>', 'https://gallica.bnf.fr/'])
    expect(text).toContain(word);
  expect(text).not.toContain('alert');
  const names = lessons[0]?.resources.map(({ document }) => document.name);
  expect(names?.toSorted()).toEqual(['plan.txt', 'point.png']);
  const picture = lessons[0]?.resources.find(({ document }) => document.name === 'point.png');
  expect(text).toContain(`"sha256":"${picture?.document.sha256}"`);
  expect(progression.sequences(context).map(({ title }) => title)).toEqual(['Optique']);
});

test('what goes out as a Common Cartridge comes back the same: titles, texts, pictures, documents', async () => {
  const { context, workspace, source, lessons } = await opened('cours.imscc', cartridge());
  const path = join(workspace.directory, 'sortie.imscc');
  await reuse.writeFile(context, { source, path, withNotes: false });
  const again = await opened('sortie.imscc', await readFile(path));
  const said = (all: typeof lessons) =>
    all.map(({ title, blocks, resources }) => ({
      title,
      texts: blocks.map(({ content }) => content),
      documents: resources.map(({ document }) => [document.name, document.sha256]).toSorted(),
    }));
  expect(said(again.lessons)).toEqual(said(lessons));
  expect(again.template.title).toBe('Optique');
});

test('a cartridge that is damaged, or holds nothing that a lesson could, is refused, and nothing of it stays', async () => {
  const { workspace, context } = await openTeacher();
  const path = join(workspace.directory, 'cours.imscc');
  for (const bytes of [
    cartridge({ 'imsmanifest.xml': strToU8('<manifest><organizations>') }),
    cartridge({ 'imsmanifest.xml': strToU8('<manifest/>') }),
    cartridge({
      'imsmanifest.xml': strToU8(
        '<manifest><organizations><organization><item><title>x</title></item></organization></organizations></manifest>',
      ),
    }),
  ]) {
    await writeFile(path, bytes);
    await expect(reuse.openFile(context, { path })).rejects.toThrowError(refused('reuse/not-a-sequence'));
  }
  const left = context.store.db.prepare(
    'SELECT (SELECT count(*) FROM template) + (SELECT count(*) FROM document)',
  );
  expect(left.pluck().get()).toBe(0);
});
