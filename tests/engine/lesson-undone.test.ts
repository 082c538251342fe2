import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { contract } from '../../preload/contract/index.ts';
import { engineLink } from '../../renderer/app/engine.ts';
import { undoStack } from '../../renderer/app/undo.ts';
import { LessonSession } from '../../renderer/screens/lessons/lesson-session.ts';
import { type DomainWorkspace, openDomainWorkspace } from './domain-workspace.ts';

/** Ctrl+Z of a lesson's date and publication, which a colleague changes too: the editor's own session, on real handlers. */

beforeAll(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
});
afterAll(() => {
  vi.unstubAllGlobals();
});
beforeEach(() => undoStack.clear());

const START = Date.UTC(2026, 10, 24, 9);
const DAY = 86_400_000;

function connect({ context }: DomainWorkspace): void {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const os = implement(contract);
  const save = os.lessons.save.handler(({ input }) => lessonsHandlers.save(context, input));
  const get = os.lessons.get.handler(({ input }) => lessonsHandlers.get(context, input));
  new RPCHandler({ lessons: { save, get } }).upgrade(port1);
  port1.start();
  engineLink.connect(port2);
}

/** An open lesson. What `comes` is shown in the editor, unless the teacher has left it. */
async function openLesson(isLeft = false) {
  const workspace = await openDomainWorkspace();
  workspace.receive('class_group', 'class-1', { name: '2de 3', subject_id: 'subject-1' });
  const { context } = workspace;
  const lesson = { classGroupId: 'class-1', title: 'Ombres', startsAt: START, blocks: [] };
  const saved = lessonsHandlers.save(context, lesson);
  workspace.push();
  connect(workspace);
  const session = new LessonSession(saved, saved);
  onTestFinished(() => session.release());
  const stored = () => lessonsHandlers.get(context, { lessonId: saved.id });
  const comes = (news: object) => {
    workspace.push();
    const { title, isPublished, startsAt } = stored();
    const body = { class_group_id: 'class-1', title, starts_at: startsAt, is_published: isPublished };
    workspace.receive('lesson', saved.id, { ...body, blocks: [], ...news }, { by: 'Paul Durand' });
    if (!isLeft) session.refresh(stored());
  };
  const set = async (change: Parameters<LessonSession['set']>[0]) => {
    session.set(change, '');
    await session.flush();
  };
  return { set, stored, comes };
}

test.each([false, true])(
  'the undo and the redo of a publication leave the date that a colleague has given the lesson since (left: %s)',
  async (isLeft) => {
    const { set, stored, comes } = await openLesson(isLeft);
    await set({ isPublished: true, publishAt: null });
    comes({ starts_at: START + 7 * DAY });
    await undoStack.undo();
    expect(stored()).toMatchObject({ isPublished: false, startsAt: START + 7 * DAY });
    comes({ starts_at: START + 8 * DAY });
    await undoStack.redo();
    expect(stored()).toMatchObject({ isPublished: true, startsAt: START + 8 * DAY });
  },
);

test.each([false, true])(
  'a date that a colleague has given the lesson since is not taken back with ours (left: %s)',
  async (isLeft) => {
    const { set, stored, comes } = await openLesson(isLeft);
    await set({ startsAt: START + DAY });
    comes({ starts_at: START + 7 * DAY });
    await expect(undoStack.undo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
    expect(stored().startsAt).toBe(START + 7 * DAY);
  },
);

test('a publication that a colleague has planned since is not taken back with ours', async () => {
  const { set, stored, comes } = await openLesson();
  await set({ isPublished: true, publishAt: null });
  comes({ is_published: false, publish_at: START + 900 * DAY });
  await expect(undoStack.undo()).rejects.toMatchObject({ code: 'sync/cannot-undo' });
  expect(stored()).toMatchObject({ isPublished: false, publishAt: START + 900 * DAY });
});

test('a date and a publication are undone and redone in peace', async () => {
  const { set, stored } = await openLesson();
  await set({ startsAt: START + DAY });
  await set({ isPublished: true, publishAt: null });
  await undoStack.undo();
  await undoStack.undo();
  expect(stored()).toMatchObject({ isPublished: false, startsAt: START });
  await undoStack.redo();
  await undoStack.redo();
  expect(stored()).toMatchObject({ isPublished: true, startsAt: START + DAY });
});
