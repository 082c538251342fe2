import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { createOnce } from './create-once.ts';

const failure = (code: string) =>
  new ORPCError(code, { defined: true, data: { params: {}, retry: 'later' } });

/** An engine whose shelf survives it; `dies` says when it does so. */
function engine(dies: 'never' | 'before-making' | 'after-making') {
  const shelf = [{ id: 'old' }];
  return {
    shelf,
    look: async () => [...shelf],
    make: async () => {
      if (dies === 'before-making') throw failure('engine/restarted');
      const made = { id: 'new' };
      shelf.push(made);
      if (dies === 'after-making') throw failure('engine/restarted');
      return made;
    },
  };
}

test('what is made is answered', async () => {
  expect(await createOnce(engine('never'))).toEqual({ id: 'new' });
});

test('an engine that dies after making it does not make it twice', async () => {
  const dying = engine('after-making');
  expect(await createOnce(dying)).toEqual({ id: 'new' });
  expect(dying.shelf.length).toBe(2);
});

test('an engine that dies before making it leaves it to be tried again', async () => {
  await expect(createOnce(engine('before-making'))).rejects.toMatchObject({ code: 'engine/restarted' });
});

test('a refusal is a refusal', async () => {
  const refusing = { look: async () => [], make: async () => Promise.reject(failure('store/read-only')) };
  await expect(createOnce(refusing)).rejects.toMatchObject({ code: 'store/read-only' });
});
