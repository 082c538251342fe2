import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { thinAllVersions } from '../../main/engine/lessons/versions/keep.ts';
import { registerLocalBlob } from '../../main/engine/library/attached-files.ts';
import { sweepVault } from '../../main/engine/settings/sweep.ts';
import type { LessonBlock } from '../../preload/contract/domain.ts';
import { type DomainWorkspace, openDomainWorkspace, receiveClass, START } from './domain-workspace.ts';

const { save, get, publish, putBack, importText, versions, version, restoreVersion, saveHomework } =
  lessonsHandlers;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIELDS = { classGroupId: '2de4', title: 'Ondes', startsAt: START + DAY };

const paragraph = (id: string, text: string): LessonBlock => ({
  id,
  content: { type: 'paragraph', content: [{ type: 'text', text }] },
});

const forTeacher = (id: string, text: string, attrs: Record<string, unknown>): LessonBlock => ({
  id,
  content: { type: 'teacherBlock', attrs, content: [paragraph(id, text).content] },
});

async function openClass(): Promise<DomainWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  workspace.receive('class_group', '2de5', { name: '2de5', subject_id: 'maths' });
  return workspace;
}

/** A lesson of one text after the other, minutes after the one before it. */
function written(workspace: DomainWorkspace, texts: readonly (readonly LessonBlock[])[], minutes = 11) {
  const { id } = save(workspace.context, { ...FIELDS, blocks: texts[0] ?? [] });
  for (const blocks of texts.slice(1)) {
    workspace.clock.advance(minutes * MINUTE);
    save(workspace.context, { ...FIELDS, id, blocks });
  }
  return id;
}

const idsOf = (blocks: readonly LessonBlock[]) => blocks.map(({ id }) => id);
const wordsOf = (blocks: readonly LessonBlock[]) =>
  blocks.map(({ content }) => /"text":"([^"]*)"/.exec(JSON.stringify(content))?.[1]);
const count = ({ store }: DomainWorkspace, table: string) =>
  store.db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;
const newest = ({ context }: DomainWorkspace, lessonId: string) => {
  const [first] = versions(context, { lessonId }).versions;
  if (first === undefined) throw new Error('no version');
  return first;
};

test('writing on keeps the text of ten minutes ago, not that of each pause, and an unchanged block once', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const texts = Array.from({ length: 31 }, (_, minute) => [
    paragraph('a', 'Toujours le même'),
    paragraph('b', `Minute ${minute}`),
  ]);
  const lessonId = written(workspace, texts, 1);
  const kept = versions(context, { lessonId }).versions;
  expect(kept.map(({ writtenAt }) => (writtenAt - START) / MINUTE)).toEqual([20, 10, 0]);
  expect(kept.map(({ changes }) => changes)).toEqual([
    [{ kind: 'paragraph', count: 1 }],
    [{ kind: 'paragraph', count: 1 }],
    [],
  ]);
  expect(versions(context, { lessonId }).since).toEqual([{ kind: 'paragraph', count: 1 }]);
  expect(count(workspace, 'lesson_version_block')).toBe(4);
});

test('a lesson that only moves to another date or class keeps no version, and an empty one neither', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const lessonId = written(workspace, [[], [paragraph('a', 'Un')]]);
  workspace.clock.advance(HOUR);
  save(context, { ...FIELDS, id: lessonId, startsAt: START + 3 * DAY, blocks: [paragraph('a', 'Un')] });
  expect(versions(context, { lessonId })).toEqual({ versions: [], since: [] });
});

test('what students are shown is kept as they were shown it, now or at its date, also within the ten minutes', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const lessonId = written(workspace, [[paragraph('a', 'Un')], [paragraph('a', 'Deux')]]);
  save(context, { ...FIELDS, id: lessonId, isPublished: true, blocks: [paragraph('a', 'Trois')] });
  expect(newest(workspace, lessonId)).toMatchObject({ reason: 'published', isShown: true });
  expect(wordsOf(version(context, { lessonId, versionId: newest(workspace, lessonId).id }).blocks)).toEqual([
    'Trois',
  ]);
  // At its date: what stood there then is kept by the next edit.
  const later = { ...FIELDS, id: lessonId, isPublished: false };
  save(context, { ...later, publishAt: clock.now() + 2 * MINUTE, blocks: [paragraph('a', 'Quatre')] });
  clock.advance(5 * MINUTE);
  save(context, { ...FIELDS, id: lessonId, blocks: [paragraph('a', 'Cinq')] });
  const last = newest(workspace, lessonId);
  expect(last.isShown).toBe(true);
  expect(wordsOf(version(context, { lessonId, versionId: last.id }).blocks)).toEqual(['Quatre']);
});

test('a whole version comes back with its title; what it replaces is kept, and undo and redo go both ways', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const first = [paragraph('a', 'Un'), paragraph('b', 'Deux')];
  const lessonId = written(workspace, [first, [paragraph('c', 'Autre')]]);
  save(context, { ...FIELDS, title: 'Lumière', id: lessonId, blocks: [paragraph('c', 'Autre chose')] });
  workspace.push();
  const { before } = restoreVersion(context, { lessonId, versionId: newest(workspace, lessonId).id });
  expect(get(context, { lessonId })).toMatchObject({ title: 'Ondes', blocks: first });
  expect(workspace.waiting()).toHaveLength(1);
  const kept = newest(workspace, lessonId);
  expect(kept).toMatchObject({ reason: 'restore', title: 'Lumière' });
  let states = putBack(context, { states: before }).before;
  expect(get(context, { lessonId })).toMatchObject({ title: 'Lumière' });
  expect(wordsOf(get(context, { lessonId }).blocks)).toEqual(['Autre chose']);
  const versionCount = count(workspace, 'lesson_version');
  for (let times = 0; times < 4; times += 1) ({ before: states } = putBack(context, { states }));
  expect(count(workspace, 'lesson_version')).toBeLessThanOrEqual(versionCount + 1);
  expect(wordsOf(get(context, { lessonId }).blocks)).toEqual(['Autre chose']);
});

test('single blocks come back at their places, and nothing else changes', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const first = ['a', 'b', 'c', 'd'].map((id) => paragraph(id, `${id} avant`));
  const now = [
    paragraph('a', 'a après'),
    paragraph('c', 'c après'),
    paragraph('n', 'neuf'),
    paragraph('d', 'd avant'),
  ];
  const lessonId = written(workspace, [first, now]);
  const versionId = newest(workspace, lessonId).id;
  restoreVersion(context, { lessonId, versionId, blockIds: ['b'] });
  expect(wordsOf(get(context, { lessonId }).blocks)).toEqual([
    'a après',
    'b avant',
    'c après',
    'neuf',
    'd avant',
  ]);
  restoreVersion(context, { lessonId, versionId, blockIds: ['c', 'n'] });
  expect(wordsOf(get(context, { lessonId }).blocks)).toEqual(['a après', 'b avant', 'c avant', 'd avant']);
});

test('whatever is written and restored, a version that is listed reads as it was kept, and restoring it gives that text', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const text = fc
    .uniqueArray(fc.tuple(fc.nat(5), fc.nat(4)), { maxLength: 5, minLength: 1, selector: ([id]) => id })
    .map((blocks) => blocks.map(([id, words]) => paragraph(`p${id}`, `mots ${words}`)));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.nat(2 * 24 * 60)), { minLength: 2, maxLength: 8 }), (steps) => {
      const seen = new Map<number, string>();
      const [[start] = [[]]] = steps;
      const { id: lessonId } = save(context, { ...FIELDS, blocks: start });
      for (const [blocks, minutes] of steps) {
        workspace.clock.advance(minutes * MINUTE);
        const before = JSON.stringify(get(context, { lessonId }).blocks);
        save(context, { ...FIELDS, id: lessonId, blocks });
        for (const { id } of versions(context, { lessonId }).versions) {
          const words = JSON.stringify(version(context, { lessonId, versionId: id }).blocks);
          expect(words).toBe(seen.get(id) ?? before);
          seen.set(id, words);
        }
      }
      for (const { id } of versions(context, { lessonId }).versions.slice(0, 2)) {
        restoreVersion(context, { lessonId, versionId: id });
        expect(JSON.stringify(get(context, { lessonId }).blocks)).toBe(seen.get(id));
      }
    }),
    { numRuns: 60 },
  );
});

test('what is replaced by an import, by another class’s text or by the ENT is kept first, within the ten minutes too', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const lessonId = written(workspace, [[paragraph('a', 'Un')], [paragraph('a', 'Deux')]]);
  const path = join(workspace.directory, 'suite.md');
  await writeFile(path, 'Importé');
  await importText(context, { lessonId, path });
  expect(newest(workspace, lessonId)).toMatchObject({ reason: 'import' });
  const places = (isCorrected: boolean) => [
    { classGroupId: '2de5', lessonId: 'copy', startsAt: START + DAY, at: null, isCorrected },
  ];
  publish(context, { lessonId, publications: places(false) });
  save(context, { ...FIELDS, classGroupId: '2de5', id: 'copy', blocks: [paragraph('z', 'À elle')] });
  publish(context, { lessonId, publications: places(true) });
  const copy = newest(workspace, 'copy');
  expect(copy.reason).toBe('copied');
  expect(wordsOf(version(context, { lessonId: 'copy', versionId: copy.id }).blocks)).toEqual(['À elle']);
  workspace.push();
  workspace.receive('lesson', lessonId, {
    class_group_id: '2de4',
    title: 'Ondes',
    starts_at: START + DAY,
    is_published: false,
    blocks: [paragraph('x', 'De l’ENT')],
  });
  const merged = newest(workspace, lessonId);
  expect(merged.reason).toBe('merge');
  expect(wordsOf(version(context, { lessonId, versionId: merged.id }).blocks)).toEqual(['Deux', 'Importé']);
  expect(wordsOf(get(context, { lessonId }).blocks)).toEqual(['De l’ENT']);
});

test('no version is ever in what waits to be sent, and notes come back as notes', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const note = forTeacher('n', 'rappel-secret', { kind: 'note', label: 'Note pour moi' });
  const lessonId = written(workspace, [[paragraph('a', 'mot-retiré'), note], [paragraph('a', 'Deux')]]);
  workspace.push();
  save(context, { ...FIELDS, id: lessonId, isPublished: true, blocks: [paragraph('a', 'Trois')] });
  expect(JSON.stringify(workspace.waiting())).not.toMatch(/mot-retiré|rappel-secret/);
  const oldest = versions(context, { lessonId }).versions.at(-1)?.id ?? 0;
  restoreVersion(context, { lessonId, versionId: oldest });
  expect(idsOf(get(context, { lessonId }).blocks)).toEqual(['a', 'n']);
  expect(JSON.stringify(workspace.waiting())).toContain('mot-retiré');
  expect(JSON.stringify(workspace.waiting())).not.toContain('rappel-secret');
});

test('a correction whose date was put off comes back closed, though its old date has passed', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const at = (ms: number) =>
    forTeacher('c', 'solution-secrete', { kind: 'correction', label: 'Corrigé', at: ms });
  const early = clock.now() + HOUR;
  const lessonId = written(workspace, [
    [paragraph('a', 'Un'), at(early)],
    [paragraph('a', 'Deux'), at(early + 30 * DAY)],
  ]);
  const versionId = newest(workspace, lessonId).id;
  clock.advance(2 * HOUR);
  for (const blockIds of [['c'], undefined]) {
    restoreVersion(context, { lessonId, versionId, blockIds });
    expect(JSON.stringify(get(context, { lessonId }).blocks)).toContain('"teacherBlock"');
    expect(JSON.stringify(workspace.waiting())).not.toContain('solution-secrete');
  }
  // Likewise where the date is that of homework.
  const due = forTeacher('d', 'solution-secrete', { kind: 'correction', label: '', due: 'same' });
  const other = written(workspace, [[paragraph('a', 'Un'), due], [paragraph('a', 'Deux')]]);
  saveHomework(context, { lessonId: other, text: 'Lire', dueAt: clock.now() - HOUR });
  restoreVersion(context, { lessonId: other, versionId: newest(workspace, other).id });
  expect(JSON.stringify(workspace.waiting())).not.toContain('solution-secrete');
});

test('a correction that students read already is put back open, and no block is there twice', async () => {
  const workspace = await openClass();
  const { context, clock } = workspace;
  const correction = forTeacher('c', 'Solution', {
    kind: 'correction',
    label: 'Corrigé',
    at: clock.now() + HOUR,
  });
  const lessonId = written(workspace, [
    [paragraph('a', 'Un'), correction],
    [paragraph('a', 'Deux'), correction],
  ]);
  const versionId = newest(workspace, lessonId).id;
  clock.advance(2 * HOUR);
  lessonsHandlers.openCorrections(context);
  expect(idsOf(get(context, { lessonId }).blocks)).toEqual(['a', 'c', 'c~1']);
  for (const blockIds of [['c'], undefined]) {
    restoreVersion(context, { lessonId, versionId, blockIds });
    expect(idsOf(get(context, { lessonId }).blocks)).toEqual(['a', 'c', 'c~1']);
  }
});

test('the picture of a version stays in the vault, and is the lesson’s again once it is restored', async () => {
  const workspace = await openClass();
  const { context, vault, store, clock } = workspace;
  const writer = vault.startBlob();
  await writer.write(Buffer.from('a picture'));
  const { sha256, sizeBytes } = await writer.commit();
  const mediaType = 'image/png';
  registerLocalBlob(store.db, { sha256, sizeBytes, mediaType, now: START });
  const image = { type: 'image', attrs: { sha256, alt: 'Un point' } };
  const blocks = [{ id: 'i', content: { type: 'paragraph', content: [image] } }];
  const lessonId = written(workspace, [blocks]);
  lessonsHandlers.hang(context, { lessonId, document: { name: 'point.png', sha256, sizeBytes, mediaType } });
  const [resource] = get(context, { lessonId }).resources;
  clock.advance(HOUR);
  save(context, { ...FIELDS, id: lessonId, blocks: [paragraph('a', 'Un')] });
  lessonsHandlers.detach(context, { resourceId: resource?.id ?? '' });
  workspace.push();
  // Nothing but the version names it any more.
  store.db.exec('DELETE FROM synced_copy');
  clock.advance(90 * DAY);
  await sweepVault(context, { isQuiet: () => true });
  expect(await vault.readIntact({ sha256, sizeBytes })).not.toBeNull();
  const { before } = restoreVersion(context, { lessonId, versionId: newest(workspace, lessonId).id });
  expect(get(context, { lessonId }).resources).toHaveLength(1);
  putBack(context, { states: before });
  expect(get(context, { lessonId }).resources).toEqual([]);
});

test('versions thin with age though nobody writes, and their blocks with them; the total has a bound', async () => {
  const workspace = await openClass();
  const { context, clock, store } = workspace;
  const texts = Array.from({ length: 20 }, (_, index) => [paragraph('a', `Texte ${index}`)]);
  const lessonId = written(workspace, texts, 15);
  expect(count(workspace, 'lesson_version')).toBe(19);
  clock.advance(2 * DAY);
  expect(lessonsHandlers.thinVersions(context)).toBe(18);
  expect(count(workspace, 'lesson_version_block')).toBe(1);
  expect(wordsOf(version(context, { lessonId, versionId: newest(workspace, lessonId).id }).blocks)).toEqual([
    'Texte 18',
  ]);
  const other = written(workspace, texts, 15);
  expect(store.write(() => thinAllVersions(store.db, clock.now(), 0))).toBe(18);
  expect([lessonId, other].map((id) => versions(context, { lessonId: id }).versions.length)).toEqual([1, 1]);
});

test('a version that is gone, of another lesson or of none is refused, and everything stays as it is', async () => {
  const workspace = await openClass();
  const { context } = workspace;
  const lessonId = written(workspace, [[paragraph('a', 'Un')], [paragraph('a', 'Deux')]]);
  const other = written(workspace, [[paragraph('a', 'Trois')]]);
  const versionId = newest(workspace, lessonId).id;
  const before = JSON.stringify(get(context, { lessonId }));
  for (const wrong of [
    { lessonId: other, versionId },
    { lessonId, versionId: versionId + 1 },
    { lessonId: 'nobody', versionId },
  ]) {
    expect(() => restoreVersion(context, wrong)).toThrowError(
      expect.objectContaining({ code: 'store/not-found' }),
    );
    expect(() => version(context, wrong)).toThrowError(expect.objectContaining({ code: 'store/not-found' }));
  }
  expect(() => versions(context, { lessonId: 'nobody' })).toThrowError();
  expect(JSON.stringify(get(context, { lessonId }))).toBe(before);
});
