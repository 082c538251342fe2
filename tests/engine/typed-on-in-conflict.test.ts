import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Engine } from '../../main/engine/create-engine.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { openEngine, openSyncedClass, type SyncedClass } from './synced-class.ts';

/** While a choice is open the screen shows the ENT's side. What happens there must take nothing from ours. */

const STARTS_AT = Date.UTC(2026, 10, 24, 9);
const HOUR = 3_600_000;

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const block = (id: string, text: string) => ({ id, content: paragraph(text) });
const textsIn = (blocks: unknown) =>
  (blocks as { content: ReturnType<typeof paragraph> }[]).map(({ content }) => content.content[0]?.text);

/** Half of what fits: two of these cannot be put together line by line, so that one has to be chosen. */
const long = (words: string) => `${words} ${'et la suite '.repeat(180)}fin`;

type Lesson = Awaited<ReturnType<Engine['client']['lessons']['get']>>;

async function change(
  engine: Engine,
  id: string,
  edit: (lesson: Lesson) => { title?: string; blocks?: unknown[] },
) {
  const lesson = await engine.client.lessons.get({ lessonId: id });
  const { classGroupId, title, startsAt, isPublished, blocks } = { ...lesson, ...edit(lesson) };
  await engine.client.lessons.save({
    id,
    classGroupId,
    title,
    startsAt,
    isPublished,
    blocks: blocks as Lesson['blocks'],
  });
}

/** A lesson on two devices, of which the second one can be hours ahead. */
async function onTwoDevices() {
  const given: SyncedClass = await openSyncedClass();
  const { id: lessonId } = await given.engine.client.lessons.save({
    classGroupId: 'class-1',
    title: 'Les fractions',
    startsAt: STARTS_AT,
    isPublished: false,
    blocks: [block('a', 'un'), block('b', 'deux')],
  });
  const { id: homeworkId } = await given.engine.client.lessons.saveHomework({
    lessonId,
    text: 'Exercice 4',
    dueAt: STARTS_AT,
  });
  await given.engine.client.sync.start();
  const time = { aheadMs: 0 };
  const clock = { ...systemClock, now: () => systemClock.now() + time.aheadMs };
  const second = await openEngine(join(given.directory, 'second'), { clock });
  const { ent, line } = given;
  await second.client.account.connect({ url: line.url, login: ent.login, password: ent.password });
  await second.client.sync.start();
  /** The first device's changes are at the ENT when the second one sends its own. */
  const meet = async () => {
    await given.engine.client.sync.start();
    await second.client.sync.start();
  };
  const mine = async () =>
    JSON.stringify((await second.client.sync.conflicts()).map((one) => one.mine.fields));
  const chooseMine = async () => {
    const [conflict] = await second.client.sync.conflicts();
    await second.client.sync.resolveConflict({ conflictId: conflict?.id ?? '', keep: 'mine' });
    await second.client.sync.start();
  };
  return { ent, first: given.engine, second, lessonId, homeworkId, time, meet, mine, chooseMine };
}

test('words typed into a lesson while its title is to be chosen join our side, and take nothing from it', async () => {
  const { ent, first, second, lessonId, meet, chooseMine } = await onTwoDevices();
  await change(first, lessonId, ({ blocks }) => ({
    title: 'Titre d’ici',
    blocks: [block('a', 'ici'), ...blocks.slice(1)],
  }));
  await change(second, lessonId, ({ blocks }) => ({
    title: 'Titre de là',
    blocks: [...blocks, block('d', 'mon long texte')],
  }));
  await meet();
  await change(second, lessonId, ({ blocks }) => ({ blocks: [...blocks, block('e', 'un mot')] }));
  await change(second, lessonId, ({ blocks }) => ({
    blocks: [...blocks.slice(0, -1), block('e', 'un mot de plus')],
  }));
  await chooseMine();
  const [lesson] = ent.store.entities('lesson');
  expect(lesson?.body.title).toBe('Titre de là');
  expect(textsIn(lesson?.body.blocks).toSorted()).toEqual([
    'deux',
    'ici',
    'mon long texte',
    'un mot de plus',
  ]);
});

test('a correction whose date comes while a lesson’s title is to be chosen takes nothing from our side', async () => {
  const { first, second, lessonId, time, meet, mine } = await onTwoDevices();
  const attrs = { kind: 'correction', label: 'Corrigé', at: systemClock.now() + HOUR };
  const correction = {
    id: 'c',
    content: { type: 'teacherBlock', attrs, content: [paragraph('la solution')] },
  };
  await change(first, lessonId, () => ({ title: 'Titre d’ici' }));
  await change(second, lessonId, ({ blocks }) => ({
    title: 'Titre de là',
    blocks: [...blocks, block('d', 'mon long texte'), correction],
  }));
  await meet();
  time.aheadMs = 2 * HOUR;
  await second.client.sync.start();
  expect(await mine()).toContain('mon long texte');
  expect(await mine()).toContain('la solution');
  expect(await mine()).toContain('Titre de là');
});

test('the minutes of a homework whose text is to be chosen leave our text as it is', async () => {
  const { ent, first, second, lessonId, homeworkId, meet, chooseMine } = await onTwoDevices();
  const save = (engine: Engine, text: string, more = {}) =>
    engine.client.lessons.saveHomework({ id: homeworkId, lessonId, text, dueAt: STARTS_AT, ...more });
  await save(first, long('Exercice 5'));
  await save(second, long('Exercices 6, 7 et 8'));
  await meet();
  await save(second, long('Exercice 5'), { expectedMinutes: 20 });
  await chooseMine();
  expect(ent.store.entities('homework')[0]?.body).toMatchObject({
    text: long('Exercices 6, 7 et 8'),
    expected_minutes: 20,
  });
});

test('what two teachers write of one homework is put together line by line, and saving it on in mid-word asks nothing', async () => {
  const { ent, first, second, lessonId, homeworkId, meet } = await onTwoDevices();
  const written = { id: homeworkId, lessonId, dueAt: STARTS_AT, expectedMinutes: null };
  const text = () => ent.store.entities('homework')[0]?.body.text;
  await first.client.lessons.saveHomework({ ...written, text: 'Exercice 4\nApporter la calculatrice' });
  await second.client.lessons.saveHomework({ ...written, text: 'Exercices 4 et', handIn: 'paper' });
  await meet();
  expect(await second.client.sync.conflicts()).toEqual([]);
  expect(text()).toBe('Exercices 4 et\nApporter la calculatrice');
  // The field still shows what was typed when the answer came: what follows is a change of that.
  const before = { ...written, text: 'Exercices 4 et', handIn: 'paper' as const };
  await second.client.lessons.saveHomework({ ...before, text: 'Exercices 4 et 5', before });
  await meet();
  expect(text()).toBe('Exercices 4 et 5\nApporter la calculatrice');
  expect(ent.store.entities('homework')[0]?.body).toMatchObject({ hand_in: 'paper' });
});

test('two ways of handing a homework in are the teacher’s to choose', async () => {
  const { first, second, lessonId, homeworkId, meet } = await onTwoDevices();
  const written = { id: homeworkId, lessonId, text: 'Exercice 4', dueAt: STARTS_AT };
  await first.client.lessons.saveHomework({ ...written, handIn: 'online' });
  await second.client.lessons.saveHomework({ ...written, handIn: 'paper' });
  await meet();
  const [conflict] = await second.client.sync.conflicts();
  expect(conflict?.mine.fields).toContainEqual({ name: 'handIn', value: 'paper' });
  expect(conflict?.theirs.fields).toContainEqual({ name: 'handIn', value: 'online' });
});

test('a grade that is to be chosen stays ours when only its counting is changed, and is another when it is typed', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(2);
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1200 });
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 800 } },
  ]);
  await engine.client.sync.start();
  const waiting = () =>
    engine.workspaces
      .current()
      .store.db.prepare("SELECT payload FROM outbox_op WHERE state = 'conflict'")
      .pluck()
      .all()
      .map((payload) => JSON.parse(String(payload)));
  await engine.client.grading.saveGrade({ submissionId, isCounted: false });
  expect(waiting()).toMatchObject([{ points_x100: 1200, is_counted: false }]);
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1500 });
  expect(waiting()).toMatchObject([{ points_x100: 1500, is_counted: false }]);
});

test('a text of ours that is typed over on the screen stays beside the two', async () => {
  const { first, second, lessonId, homeworkId, meet } = await onTwoDevices();
  const save = (engine: Engine, text: string) =>
    engine.client.lessons.saveHomework({ id: homeworkId, lessonId, text, dueAt: STARTS_AT });
  await save(first, long('Autre énonc'));
  await save(second, long('Mon long énoncé'));
  await meet();
  await save(second, long('Autre énoncé'));
  const [conflict] = await second.client.sync.conflicts();
  expect(conflict?.mine.fields).toContainEqual({ name: 'text', value: long('Autre énoncé') });
  expect(conflict?.earlierTexts.map(({ text }) => text)).toEqual([long('Mon long énoncé')]);
});

test('what is removed and restored while it is to be chosen keeps our side', async () => {
  const { first, second, lessonId, homeworkId, meet, mine } = await onTwoDevices();
  await change(first, lessonId, () => ({ title: 'Titre d’ici' }));
  await change(second, lessonId, ({ blocks }) => ({
    title: 'Titre de là',
    blocks: [...blocks, block('d', 'mon long texte')],
  }));
  const save = (engine: Engine, text: string) =>
    engine.client.lessons.saveHomework({ id: homeworkId, lessonId, text, dueAt: STARTS_AT });
  await save(first, long('Exercice 5'));
  await save(second, long('Mon long énoncé'));
  await meet();
  const before = await mine();
  await second.client.lessons.remove({ lessonId });
  expect(await mine()).not.toEqual(before);
  await second.client.lessons.restore({ lessonId });
  expect(await mine()).toEqual(before);
  for (const words of ['mon long texte', 'Mon long énoncé', 'Titre de là']) expect(before).toContain(words);
});

test('a grade that is typed while it is to be chosen, and undone, leaves ours as it was', async () => {
  const { ent, engine, submissionIds } = await openSyncedClass(2);
  const [submissionId = ''] = submissionIds;
  await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1500 });
  ent.editOnTheWeb([
    { entity: 'grade', id: submissionId, body: { submission_id: submissionId, points_x100: 800 } },
  ]);
  await engine.client.sync.start();
  const { previous } = await engine.client.grading.saveGrade({ submissionId, pointsTimes100: 1300 });
  const points = async () =>
    (await engine.client.sync.conflicts())[0]?.mine.fields.find(({ name }) => name === 'points')?.value;
  expect(await points()).toBe(1300);
  await engine.client.grading.saveGrade({ submissionId, ...previous });
  expect(await points()).toBe(1500);
});
