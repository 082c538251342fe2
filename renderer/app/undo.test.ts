import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { createUndoStack } from './undo.ts';

/** A grade that undo and redo set, as the engine would: a little later. */
function gradedCopy() {
  const stack = createUndoStack();
  let grade: number | null = null;
  const set = async (value: number | null) => {
    await Promise.resolve();
    grade = value;
  };
  const save = async (value: number) => {
    const previous = grade;
    await set(value);
    stack.push({ label: `Note : ${value}`, undo: async () => set(previous), redo: async () => set(value) });
  };
  return { stack, save, grade: () => grade };
}

test('undo takes the last edit back, and redo does it again', async () => {
  const { stack, save, grade } = gradedCopy();
  await save(12);
  await save(14);
  expect((await stack.undo())?.label).toBe('Note : 14');
  expect(grade()).toBe(12);
  expect((await stack.redo())?.label).toBe('Note : 14');
  expect(grade()).toBe(14);
});

test('a fast double undo takes back two edits in order', async () => {
  const { stack, save, grade } = gradedCopy();
  await save(12);
  await save(14);
  await Promise.all([stack.undo(), stack.undo()]);
  expect(grade()).toBeNull();
  expect(stack.state.get().undone.map(({ label }) => label)).toEqual(['Note : 14', 'Note : 12']);
});

test('a new edit forgets what had been undone', async () => {
  const { stack, save } = gradedCopy();
  await save(12);
  await stack.undo();
  await save(15);
  expect(await stack.redo()).toBeNull();
});

test('an edit that could not be taken back stays on the list', async () => {
  const stack = createUndoStack();
  let isDown = true;
  const undo = async () => {
    if (isDown) throw new Error('engine down');
  };
  stack.push({ label: 'Note', undo, redo: async () => undefined });
  await expect(stack.undo()).rejects.toThrow('engine down');
  isDown = false;
  expect((await stack.undo())?.label).toBe('Note');
});

test('an edit that can never be taken back any more does not stand before the earlier ones', async () => {
  const { stack, save, grade } = gradedCopy();
  await save(12);
  const refuse = async () => {
    throw new ORPCError('sync/cannot-undo', { defined: true, data: { params: {}, retry: 'never' } });
  };
  stack.push({ label: 'Note : 14', undo: refuse, redo: refuse });
  await expect(stack.undo()).rejects.toThrow();
  expect(stack.state.get().undone).toEqual([]);
  expect((await stack.undo())?.label).toBe('Note : 12');
  expect(grade()).toBeNull();
});

test('an empty list answers that there is nothing', async () => {
  const stack = createUndoStack();
  expect(await stack.undo()).toBeNull();
  expect(await stack.redo()).toBeNull();
});

test('the list forgets the oldest edits before it grows without end', () => {
  const stack = createUndoStack();
  for (let index = 0; index < 500; index += 1) {
    stack.push({ label: `${index}`, undo: async () => undefined, redo: async () => undefined });
  }
  expect(stack.state.get().done).toHaveLength(200);
  expect(stack.state.get().done.at(-1)?.label).toBe('499');
});
