import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave } from './autosave.ts';

const DELAY_MS = 600;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An engine whose answers come when the test says so. */
function slowEngine({ isOnlyAtPauses = false } = {}) {
  const asked: string[] = [];
  const answers: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const save = async (value: string) => {
    asked.push(value);
    await new Promise<void>((resolve, reject) => {
      answers.push({ resolve, reject });
    });
  };
  const answer = async () => {
    answers.shift()?.resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (code: string) => {
    answers.shift()?.reject(new ORPCError(code, { defined: true, data: { params: {}, retry: 'later' } }));
    await vi.advanceTimersByTimeAsync(0);
  };
  const clock = {
    setTimeout: (run: () => void, delayMs: number) => setTimeout(run, delayMs) as unknown as number,
    clearTimeout: (timer: number) => clearTimeout(timer),
  };
  const autosave = new Autosave<string>({ save, delayMs: DELAY_MS, isOnlyAtPauses, clock });
  const status = () => autosave.state.get().status;
  return { asked, answer, fail, autosave, status };
}

test('typing is saved once, a pause after the last key', async () => {
  const { asked, answer, autosave, status } = slowEngine();
  for (const text of ['B', 'Bi', 'Bie']) {
    autosave.type(text);
    await vi.advanceTimersByTimeAsync(100);
  }
  autosave.type('Bien');
  await vi.advanceTimersByTimeAsync(DELAY_MS - 1);
  expect(asked).toEqual([]);
  expect(status()).toBe('typed');
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(['Bien']);
  await answer();
  expect(autosave.pending).toBeNull();
});

test('typing without a pause is saved each second, and never lacks more than the last one', async () => {
  const { asked, answer, autosave } = slowEngine();
  let text = '';
  for (let key = 1; key <= 240; key += 1) {
    text += 'x';
    autosave.type(text);
    await vi.advanceTimersByTimeAsync(250);
    await answer();
    expect(text.length - (asked.at(-1)?.length ?? 0)).toBeLessThan(4);
  }
  expect(asked).toHaveLength(60);
  expect(autosave.pending).toBeNull();
});

test('a save that takes longer than a second is followed by one, and there are never two at once', async () => {
  const { asked, answer, autosave } = slowEngine();
  const type = async (letters: number) => {
    for (let key = 0; key < letters; key += 1) {
      autosave.type(`${autosave.pending?.value ?? ''}x`);
      await vi.advanceTimersByTimeAsync(250);
    }
  };
  await type(4);
  expect(asked).toEqual(['xxxx']);
  await type(16);
  expect(asked).toEqual(['xxxx']);
  await answer();
  expect(asked).toEqual(['xxxx', 'x'.repeat(20)]);
  await answer();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

test('what was let go of is not saved a second later', async () => {
  const { asked, autosave, status } = slowEngine();
  autosave.type('a');
  autosave.forget();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, status()]).toEqual([[], 'resting']);
});

test('what is made at a pause waits for one, however long there is none', async () => {
  const { asked, autosave } = slowEngine({ isOnlyAtPauses: true });
  for (let stroke = 0; stroke < 40; stroke += 1) {
    autosave.type('a');
    await vi.advanceTimersByTimeAsync(250);
  }
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  expect(asked).toEqual(['a']);
});

test('nothing is said to be saved before the engine has answered', async () => {
  const { answer, autosave, status } = slowEngine();
  autosave.type('Bien');
  const flushed = autosave.flush();
  expect(status()).toBe('saving');
  await answer();
  await flushed;
  expect(status()).toBe('saved');
});

test('what is typed during a save is saved after it, and never before', async () => {
  const { asked, answer, autosave, status } = slowEngine();
  autosave.type('Bien');
  void autosave.flush();
  autosave.type('Bien vu');
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  expect(asked).toEqual(['Bien']);
  await answer();
  expect(asked).toEqual(['Bien', 'Bien vu']);
  expect(status()).toBe('saving');
  await answer();
  expect(status()).toBe('saved');
});

test('leaving saves everything, also what was typed while the engine was answering', async () => {
  const { asked, answer, autosave } = slowEngine();
  autosave.type('a');
  const first = autosave.flush();
  autosave.type('ab');
  const left = autosave.flush();
  await answer();
  await answer();
  await Promise.all([first, left]);
  expect(asked).toEqual(['a', 'ab']);
  expect(autosave.pending).toBeNull();
});

test('who leaves waits for the answer about what was typed last, not for that about the text before', async () => {
  const { asked, answer, autosave } = slowEngine();
  let isLeft = false;
  autosave.type('Bien');
  void autosave.flush();
  autosave.type('Bien vu');
  const left = autosave.flush().then(() => {
    isLeft = true;
  });
  await answer();
  expect([asked, isLeft]).toEqual([['Bien', 'Bien vu'], false]);
  await answer();
  await left;
});

test('an engine that dies during a save gets the text from its successor, by itself', async () => {
  const { asked, answer, fail, autosave, status } = slowEngine();
  autosave.type('Bien');
  const flushed = autosave.flush();
  await fail('engine/restarted');
  await flushed;
  expect(status()).toBe('retrying');
  expect(autosave.pending).toEqual({ value: 'Bien' });
  await vi.advanceTimersByTimeAsync(500);
  await answer();
  expect(asked).toEqual(['Bien', 'Bien']);
  expect(status()).toBe('saved');
});

test('a full disk is tried again for as long as it lasts, more and more calmly', async () => {
  const { asked, answer, fail, autosave, status } = slowEngine();
  autosave.type('Bien');
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  for (const delayMs of [500, 1000, 2000, 5000, 5000]) {
    await fail('store/disk-full');
    expect(status()).toBe('retrying');
    await vi.advanceTimersByTimeAsync(delayMs - 1);
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.length).toBe(before + 1);
  }
  await answer();
  expect(status()).toBe('saved');
});

test('a refused value is kept, not tried again by itself, and saved once it is put right', async () => {
  const { asked, answer, fail, autosave, status } = slowEngine();
  autosave.type('trop long');
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  await fail('grading/comment-too-long');
  expect(status()).toBe('failed');
  expect(autosave.pending).toEqual({ value: 'trop long' });
  await vi.advanceTimersByTimeAsync(60_000);
  await autosave.flush();
  expect(asked).toEqual(['trop long']);
  autosave.type('court');
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  await answer();
  expect(status()).toBe('saved');
});

test('a refused value can be tried again by hand', async () => {
  const { asked, answer, fail, autosave, status } = slowEngine();
  autosave.type('x');
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  await fail('store/read-only');
  void autosave.retry();
  await answer();
  expect(asked).toEqual(['x', 'x']);
  expect(status()).toBe('saved');
});

test('a failure about an older text does not stop the newer one', async () => {
  const { asked, answer, fail, autosave, status } = slowEngine();
  autosave.type('trop long');
  void autosave.flush();
  autosave.type('court');
  await fail('grading/comment-too-long');
  expect(status()).toBe('typed');
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  await answer();
  expect(asked).toEqual(['trop long', 'court']);
  expect(status()).toBe('saved');
});

test('leaving with nothing typed asks nothing', async () => {
  const { asked, autosave, status } = slowEngine();
  await autosave.flush();
  expect(asked).toEqual([]);
  expect(status()).toBe('resting');
});
