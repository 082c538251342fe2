import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PDFDocument } from 'pdf-lib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { anonymityHandlers } from '../../main/engine/grading/anonymity.ts';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { createOptimiser } from '../../main/engine/optimise/pool.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';
import { startDocumentReader } from '../../main/engine/search/document-reader.ts';
import { searchHandlers } from '../../main/engine/search/handlers.ts';
import { migrate } from '../../main/engine/store/migrate.ts';
import { MIGRATIONS } from '../../main/engine/store/migrations/index.ts';
import {
  assignmentBody,
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  START,
  studentBody,
  temporaryFolder,
} from './domain-workspace.ts';
import { zipOf } from './optimise-office-files.ts';

const paragraph = (id: string, text: string) => ({
  id,
  content: { type: 'paragraph', content: [{ type: 'text', text }] },
});

const LESSON = {
  classGroupId: '2de4',
  title: 'Équations du second degré',
  startsAt: START,
  isPublished: false,
  blocks: [paragraph('a', 'Au cœur du sujet : le théorème de Viète, et l’œuvre de Diophante.')],
};

async function writtenPdf(words: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 300]).drawText(words, { x: 20, y: 200, size: 12 });
  return pdf.save();
}

async function openClass() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 2);
  const find = (text: string) => searchHandlers.find(workspace.context, { text });
  const kinds = (text: string) => find(text).map(({ kind }) => kind);
  return { ...workspace, find, kinds };
}

/** What FTS5 says of its own index, compared with the entries' texts: throws when a word is missing or too much. */
function checkIndex({ store }: Pick<DomainWorkspace, 'store'>): void {
  store.db.exec("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
}

test('a lesson is found by the beginning of its words, without regard to accents and case', async () => {
  const { context, find, kinds } = await openClass();
  const { id } = lessonsHandlers.save(context, LESSON);
  expect(find('equa DEG')).toEqual([
    {
      kind: 'lesson',
      id,
      title: 'Équations du second degré',
      place: '2de 4',
      placeId: '2de4',
      at: START,
      excerpt: [],
    },
  ]);
  for (const text of ['coeur', 'cœur', 'OEUVRE diophante', 'théorème', 'theoreme viete'])
    expect(kinds(text), text).toEqual(['lesson']);
  for (const text of ['quations', 'viète pythagore', 'é', '']) expect(kinds(text), text).toEqual([]);
  expect(find('viete')[0]?.excerpt.filter(({ isFound }) => isFound)).toEqual([
    { text: 'Viète', isFound: true },
  ]);
});

/** One word in two forms, in two paragraphs and a list, with a break and a formula between words. */
const FORMS = (() => {
  const text = (words: string, mark?: string) => ({
    ...(mark === undefined ? {} : { marks: [{ type: mark }] }),
    text: words,
    type: 'text',
  });
  const inParagraph = (...content: object[]) => ({ content, type: 'paragraph' });
  return [
    {
      id: 'a',
      content: inParagraph(text('nous parl'), text('ons', 'bold'), { type: 'hardBreak' }, text('vite')),
    },
    {
      id: 'b',
      content: { type: 'bulletList', content: ['ceci', 'cela'].map((word) => inParagraph(text(word))) },
    },
    {
      id: 'c',
      content: inParagraph(text('ar', 'italic'), { type: 'math', attrs: { latex: 'x' } }, text('bre')),
    },
    {
      id: 'n',
      content: {
        type: 'teacherBlock',
        attrs: { kind: 'note' },
        content: [inParagraph(text('re'), text('dire', 'bold'))],
      },
    },
  ];
})();

test('a word is found whole when a part of it is bold, and two paragraphs, lines or formulas make no word of two', async () => {
  const workspace = await openClass();
  const { context, kinds } = workspace;
  lessonsHandlers.save(context, { ...LESSON, blocks: FORMS });
  for (const word of ['parlons', 'vite', 'nous', 'ceci', 'cela', 'redire', 'bre'])
    expect([word, kinds(word)]).toEqual([word, ['lesson']]);
  for (const word of ['ons', 'parlonsvite', 'cecicela', 'arbre', 'vitececi', 'paragraph', 'bold'])
    expect([word, kinds(word)]).toEqual([word, []]);
  checkIndex(workspace);
});

test('lessons that were written before are found by their whole words too, and the index is true', async () => {
  const directory = await temporaryFolder();
  const path = join(directory, 'cartable.sqlite');
  const db = new Database(path);
  const before = MIGRATIONS.filter(({ version }) => version < 520);
  await migrate(db, path, systemClock, before);
  const add = db.prepare(
    `INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at, removed_at)
     VALUES (?, '2de4', 'Verbes', 1, 0, ?, 1, ?)`,
  );
  add.run('a', JSON.stringify(FORMS.slice(0, 3)), null);
  add.run('gone', JSON.stringify(FORMS), 5);
  db.close();
  const workspace = await openDomainWorkspace(directory);
  const found = (text: string) => searchHandlers.find(workspace.context, { text }).map(({ id }) => id);
  expect([found('parlons'), found('arbre'), found('Verbes')]).toEqual([['a'], [], ['a']]);
  checkIndex(workspace);
});

test('what is found follows every edit, removal and undo', async () => {
  const workspace = await openClass();
  const { context, kinds } = workspace;
  const lesson = lessonsHandlers.save(context, LESSON);
  const homework = lessonsHandlers.saveHomework(context, {
    lessonId: lesson.id,
    text: 'Exercice 12 : discriminant',
    dueAt: START,
  });
  expect(kinds('discriminant')).toEqual(['homework']);
  lessonsHandlers.save(context, { ...LESSON, id: lesson.id, blocks: [paragraph('a', 'Discriminants')] });
  expect([kinds('viete'), kinds('discriminant')]).toEqual([[], ['lesson', 'homework']]);
  lessonsHandlers.remove(context, { lessonId: lesson.id });
  expect(kinds('discriminant')).toEqual([]);
  lessonsHandlers.restore(context, { lessonId: lesson.id });
  expect(kinds('discriminant')).toEqual(['lesson', 'homework']);
  lessonsHandlers.removeHomework(context, { homeworkId: homework.id });
  expect(kinds('discriminant')).toEqual(['lesson']);
  checkIndex(workspace);
});

test('what the ENT brings, changes and takes away is found as it is now', async () => {
  const workspace = await openClass();
  const { receive, find, kinds } = workspace;
  receive('student', 'student-01', studentBody('Éloïse', 'de La Tour'));
  expect(find('eloise tour')).toMatchObject([
    { kind: 'student', title: 'de La Tour Éloïse', place: '2de 4', placeId: '2de4' },
  ]);
  receive('assignment', 'ds1', assignmentBody({ title: 'Interrogation', instructions: 'Sans calculatrice' }));
  expect(find('calculatrice')).toMatchObject([{ kind: 'assignment', id: 'ds1', placeId: '2de4' }]);
  expect(kinds('devoir surveillé')).toEqual([]);
  receive('assignment', 'ds1', null);
  expect(kinds('calculatrice')).toEqual([]);
  checkIndex(workspace);
});

test('a comment is found with its student, but not while the names of its copies are hidden', async () => {
  const { context, find } = await openClass();
  gradingHandlers.saveComment(context, { submissionId: 'copy-01', text: 'Démarche très rigoureuse.' });
  expect(find('rigoureux rigoureuse')).toEqual([]);
  const found = { kind: 'comment', id: 'copy-01', place: 'Devoir surveillé 1', placeId: 'ds1' };
  expect(find('rigour')).toMatchObject([{ ...found, title: 'Nom01 Prénom01' }]);
  anonymityHandlers.hideNames(context, { assignmentId: 'ds1', isHidden: true });
  expect(find('rigour')).toMatchObject([{ ...found, title: null }]);
});

test('a word in a title comes before one in a text, and at most six of a kind are shown', async () => {
  const { context, find } = await openClass();
  for (let index = 0; index < 8; index += 1)
    lessonsHandlers.save(context, {
      ...LESSON,
      title: `Séance ${index}`,
      blocks: [paragraph('a', 'Probabilités, probabilités')],
    });
  lessonsHandlers.save(context, { ...LESSON, title: 'Probabilités', blocks: [] });
  const titles = find('proba').map(({ title }) => title);
  expect([titles[0], titles.length]).toEqual(['Probabilités', 6]);
});

test('no text that can be typed is an error', async () => {
  const { context, find } = await openClass();
  lessonsHandlers.save(context, LESSON);
  for (const text of [
    '"',
    "'",
    '*',
    'a" OR b',
    'NEAR(equations',
    'title:degré',
    '^equ',
    '{x}',
    '\u0000\u0002',
    '¿?',
    '2*3=6',
  ])
    expect(Array.isArray(find(text)), text).toBe(true);
});

test('what was written before there was a search is found', async () => {
  const path = join(await temporaryFolder(), 'cartable.sqlite');
  const db = new Database(path);
  const before = MIGRATIONS.filter(({ version }) => version < 260);
  await migrate(db, path, systemClock, before);
  db.exec(`INSERT INTO class_group VALUES ('c', '1re 2', 's');
    INSERT INTO lesson VALUES ('l', 'c', 'Vecteurs', 0, 0, '[{"id":"a","content":{"text":"Relation de Chasles"}}]', 0, NULL);
    INSERT INTO lesson VALUES ('m', 'c', 'Ancienne', 0, 0, 'not JSON', 0, NULL);
    INSERT INTO lesson VALUES ('n', 'c', 'Chasles', 0, 0, '[]', 0, 5);`);
  await migrate(db, path, systemClock);
  const ids = (words: string) =>
    db
      .prepare(
        'SELECT entity_id FROM search_entry JOIN search_index ON search_index.rowid = id WHERE search_index MATCH ?',
      )
      .pluck()
      .all(words);
  expect([ids('chasles'), ids('ancienne'), ids('1re')]).toEqual([['l'], ['m'], ['c']]);
  db.close();
});

test('the words of a document of a lesson are found: PDF, Office and text, read once wherever it hangs', async () => {
  const workspace = await openClass();
  const { context, kinds, find } = workspace;
  const folder = await temporaryFolder();
  const lesson = lessonsHandlers.save(context, { ...LESSON, title: 'Électricité', blocks: [] });
  const other = lessonsHandlers.save(context, { ...LESSON, title: 'Reprise', blocks: [] });
  const files = {
    'cours.pdf': await writtenPdf('Loi des mailles'),
    'fiche.docx': zipOf({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml':
        '<w:document xmlns:w="w"><w:p><w:r><w:t>Résis</w:t></w:r><w:r><w:t>tances &amp; ponts</w:t></w:r></w:p><w:p><w:t>Wheatstone</w:t></w:p></w:document>',
    }),
    'notes.txt': Buffer.from('Condensateurs en s\xe9rie', 'latin1'),
    'image.png': Buffer.from('89504e470d0a1a0a', 'hex'),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(folder, name), bytes);
    if (name === 'image.png') continue;
    for (const lessonId of [lesson.id, other.id])
      await lessonsHandlers.attach(context, { lessonId, path: join(folder, name) });
  }
  const read: string[] = [];
  const optimiser = createOptimiser({ processes: nodeProcesses(), concurrency: 1 });
  onTestFinished(() => optimiser.close());
  const reader = startDocumentReader(context, {
    readText: (request) => {
      read.push(request.inputPath);
      return optimiser.readText(request);
    },
    onBug: (error) => {
      throw error;
    },
  });
  reader.wake();
  await vi.waitFor(() => expect(kinds('condensateurs série')).toEqual(['resource', 'resource']), 30_000);
  for (const text of ['mailles', 'resistances ponts', 'wheat'])
    expect(
      find(text)
        .map(({ kind, place }) => [kind, place])
        .sort(),
      text,
    ).toEqual([
      ['resource', 'Reprise'],
      ['resource', 'Électricité'],
    ]);
  expect(read.length).toBe(3);
  reader.wake();
  reader.stop();
  expect(await optimiser.readText({ inputPath: join(folder, 'image.png') })).toBe('');
  checkIndex(workspace);
});

test('a document of a lesson that was removed at the ENT is found no more, and again once that lesson is back', async () => {
  const { context, directory, receive, kinds } = await openClass();
  const { id: lessonId } = lessonsHandlers.save(context, LESSON);
  for (const name of ['hyperbole.txt', 'hyperbole2.txt']) {
    await writeFile(join(directory, name), name);
    await lessonsHandlers.attach(context, { lessonId, path: join(directory, name) });
  }
  expect(kinds('hyperbole')).toEqual(['resource', 'resource']);
  receive('lesson', lessonId, null);
  expect(kinds('hyperbole')).toEqual([]);
  receive('lesson', lessonId, {
    class_group_id: '2de4',
    title: LESSON.title,
    starts_at: START,
    is_published: false,
    blocks: LESSON.blocks,
  });
  expect(kinds('hyperbole')).toEqual(['resource', 'resource']);
});
