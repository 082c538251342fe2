import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeWindow, LONGEST_SAVE_MS } from './close-window.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

function closing({ save, tell }: { save: () => Promise<unknown>; tell: () => Promise<string> }) {
  const steps: string[] = [];
  const told = () => {
    steps.push('tell');
    return tell();
  };
  void closeWindow({ save, tell: told, cover: () => steps.push('cover'), wait }).then((state) =>
    steps.push(state),
  );
  return steps;
}

test('what is typed is saved before the window is covered, and the engine is told at once then', async () => {
  const save = Promise.withResolvers<void>();
  const steps = closing({ save: () => save.promise, tell: async () => 'locked' });
  await vi.advanceTimersByTimeAsync(LONGEST_SAVE_MS - 1);
  expect(steps).toEqual([]);
  save.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(steps).toEqual(['cover', 'tell', 'locked']);
});

test('a save that never ends keeps the window open for its bound and no longer', async () => {
  const steps = closing({ save: () => new Promise(() => undefined), tell: async () => 'locked' });
  await vi.advanceTimersByTimeAsync(LONGEST_SAVE_MS);
  expect(steps).toEqual(['cover', 'tell', 'locked']);
});

test('a save that fails closes the window all the same', async () => {
  const steps = closing({ save: () => Promise.reject(new Error('full')), tell: async () => 'locked' });
  await vi.advanceTimersByTimeAsync(0);
  expect(steps).toEqual(['cover', 'tell', 'locked']);
});

test('a window whose engine is gone stays covered, and tells the next engine', async () => {
  let isThere = false;
  const tell = () => (isThere ? Promise.resolve('locked') : Promise.reject(new Error('gone')));
  const steps = closing({ save: async () => undefined, tell });
  await vi.advanceTimersByTimeAsync(2500);
  expect(steps).toEqual(['cover', 'tell', 'tell', 'tell']);
  isThere = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(steps.at(-1)).toBe('locked');
});
