import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CartableError } from './cartable-error.ts';
import { REMOVED, safeError, safeFacts } from './log-facts.ts';

describe('what may be written is', () => {
  test.each([
    ['a count', 35],
    ['nothing', null],
    ['yes', true],
    ['an id', '0190c8f0-5b7e-7cc3-9d6e-1f2a3b4c5d6e'],
    ['a hash', 'ab'.repeat(32)],
    ['an error code of ours', 'ent/unreachable'],
    ['a code of the system', 'ENOSPC'],
    ['a signal', 'SIGKILL'],
    ['a code of SQLite', 'SQLITE_CORRUPT_INDEX'],
  ])('%s', (_what, value) => {
    expect(safeFacts({ value })).toEqual({ value });
  });
});

describe('what may not be written is removed', () => {
  test.each([
    ['a name', 'Emma Durand'],
    ['a name as class lists write it', 'ERIC'],
    ['a word that looks like a code', 'durand/emma'],
    ['a grade as text', '12,5'],
    ['a title', 'DS-no-3_vecteurs.pdf'],
    ['a path', 'C:\\Users\\cmartin\\Documents'],
    ['an address', 'https://ent.mon-lycee.fr'],
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.e30.abc'],
    ['an empty text', ''],
  ])('%s', (_what, value) => {
    expect(safeFacts({ value })).toEqual({ value: REMOVED });
  });
});

test('no text of any kind comes through but ids and codes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/^(E[A-Z0-9]+|SIG[A-Z0-9]+)$/.test(text));
      expect(safeFacts({ text })).toEqual({ text: REMOVED });
    }),
  );
});

describe('an error', () => {
  test('keeps its kind, its code and its place, and loses its message', () => {
    const logged = safeError(new CartableError('ent/unreachable', { name: 'Durand' }));
    expect(logged).toMatchObject({ name: 'CartableError', code: 'ent/unreachable' });
    expect(logged.frames[0]).toMatch(/log-facts\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(logged)).not.toMatch(/Durand|[/\\](work|home|Users|tmp)[/\\]/);
  });

  test('of a parser does not quote what it read', () => {
    const error = caught(() => JSON.parse('Durand: 12,5'));
    expect(JSON.stringify(safeError(new Error('outer', { cause: error })))).not.toContain('Durand');
  });

  test('whose message looks like a stack does not slip through', () => {
    const message = 'x\n    at Durand (emma.ts:12:5)\n    at grade (12.ts:1:1)';
    expect(JSON.stringify(safeError(new Error(message)))).not.toMatch(/Durand|emma/);
    const renamed = new Error(message);
    const { stack } = renamed;
    renamed.message = 'changed';
    expect([stack?.includes('Durand'), safeError(renamed).frames]).toEqual([true, []]);
  });

  test('that is no error is told by its type', () => {
    expect(safeError('Durand')).toEqual({ name: 'string', frames: [] });
  });

  test('that is its own cause ends', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(safeError(error)).length).toBeLessThan(10_000);
  });

  test('never lets its message through', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), (text) => {
        const secret = `<<${text}>>`;
        expect(JSON.stringify(safeError(new Error(secret)))).not.toContain('<<');
      }),
    );
  });
});

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
