import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { openDomainWorkspace } from './domain-workspace.ts';

/** Something that is typed in an open editor is not saved yet, while an exchange brings another text. */

const STARTS_AT = Date.UTC(2026, 10, 24, 9);
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const block = (id: string, text: string) => ({ id, content: paragraph(text) });
type Block = ReturnType<typeof block>;

async function openLesson() {
  const workspace = await openDomainWorkspace();
  workspace.receive('class_group', 'class-1', { name: '2de 3', subject_id: 'subject-1' });
  const before = {
    classGroupId: 'class-1',
    title: 'Les fractions',
    startsAt: STARTS_AT,
    blocks: [block('a', 'un'), block('b', 'deux')],
  };
  const { id } = lessonsHandlers.save(workspace.context, before);
  workspace.push();
  /** What somebody else has made of it. */
  const receive = (title: string, blocks: readonly Block[]) =>
    workspace.receive('lesson', id, {
      class_group_id: 'class-1',
      title,
      starts_at: STARTS_AT,
      is_published: false,
      blocks: [...blocks],
    });
  const save = (blocks: readonly Block[], title = before.title) =>
    lessonsHandlers.save(workspace.context, { ...before, id, title, blocks: [...blocks], before });
  return { workspace, before, id, receive, save };
}

const saidIn = ({ blocks }: { blocks: readonly { content: unknown }[] }) =>
  blocks.map(({ content }) => (content as Block['content']).content[0]?.text);

test('a title and a block that came while something was typed stay beside it', async () => {
  const { workspace, receive, save } = await openLesson();
  receive('Les fractions, suite', [block('a', 'un'), block('b', 'deux'), block('d', 'd’ailleurs')]);
  const saved = save([block('a', 'un, et demi'), block('b', 'deux')]);
  expect(saved.title).toBe('Les fractions, suite');
  expect(saidIn(saved)).toEqual(['un, et demi', 'deux', 'd’ailleurs']);
  const [edit] = workspace.waiting();
  expect(JSON.parse(edit?.payload ?? '{}')).toMatchObject({
    title: 'Les fractions, suite',
    blocks: saved.blocks,
  });
});

test('a title that both have changed is the one that was typed', async () => {
  const { receive, save } = await openLesson();
  receive('Titre d’ailleurs', [block('a', 'un'), block('b', 'deux')]);
  expect(save([block('a', 'un'), block('b', 'deux')], 'Titre d’ici').title).toBe('Titre d’ici');
});

test('a block that both have changed is kept twice, and one that was taken away there and typed in here stays', async () => {
  const { receive, save } = await openLesson();
  receive('Les fractions', [block('a', 'un, ailleurs')]);
  const saved = save([block('a', 'un, ici'), block('b', 'deux, ici')]);
  expect(saidIn(saved).toSorted()).toEqual(['deux, ici', 'un, ailleurs', 'un, ici']);
});

test('where nothing came, what is typed is what is saved, and what is taken away goes', async () => {
  const { save } = await openLesson();
  expect(saidIn(save([block('b', 'deux, ici'), block('c', 'trois')]))).toEqual(['deux, ici', 'trois']);
});

test('a title with a space behind it that nobody has changed here gives way to one from elsewhere', async () => {
  const { workspace, before, id, receive } = await openLesson();
  receive('Les fractions, suite', before.blocks);
  const shown = { ...before, title: 'Les fractions ' };
  const saved = lessonsHandlers.save(workspace.context, { ...shown, id, before: shown });
  expect(saved.title).toBe('Les fractions, suite');
});

/** The save of which the answer was lost, as it is sent again. */
const named = <Input>(input: Input) => ({ ...input, saveId: 'save-1' });

test('a save that is sent again, its answer having been lost, changes nothing', async () => {
  const { workspace, before, id, receive } = await openLesson();
  receive('Les fractions', [block('a', 'un, ailleurs'), block('b', 'deux')]);
  const sent = named({ ...before, id, blocks: [block('a', 'un, ici'), block('b', 'deux')], before });
  const saved = lessonsHandlers.save(workspace.context, sent);
  const waiting = workspace.waiting();
  expect(lessonsHandlers.save(workspace.context, sent).blocks).toEqual(saved.blocks);
  expect(saidIn(saved)).toEqual(['un, ailleurs', 'un, ici', 'deux']);
  expect(workspace.waiting()).toEqual(waiting);
});

test('nor does it undo or double what has come in between', async () => {
  const { workspace, before, id, receive } = await openLesson();
  const sent = named({ ...before, id, title: 'Fractions', blocks: [block('a', 'un, ici')], before });
  lessonsHandlers.save(workspace.context, sent);
  workspace.push();
  receive('Les fractions, suite', [block('a', 'un, ici et ailleurs')]);
  const again = lessonsHandlers.save(workspace.context, sent);
  expect(again.title).toBe('Les fractions, suite');
  expect(saidIn(again)).toEqual(['un, ici et ailleurs']);
  expect(workspace.waiting()).toEqual([]);
});

test('a creation that is sent again takes nothing from what has come in between', async () => {
  const { workspace, before } = await openLesson();
  const sent = named({ ...before, newId: 'lesson-2' });
  lessonsHandlers.save(workspace.context, sent);
  workspace.push();
  workspace.receive('lesson', 'lesson-2', {
    class_group_id: 'class-1',
    title: 'Les fractions, suite',
    starts_at: STARTS_AT,
    is_published: false,
    blocks: before.blocks,
  });
  expect(lessonsHandlers.save(workspace.context, sent).title).toBe('Les fractions, suite');
});
