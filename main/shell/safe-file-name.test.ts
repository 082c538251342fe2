import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

test.each([
  ['devoir.pdf', 'devoir.pdf'],
  ['Élève — copie n°3 (2).jpeg', 'Élève — copie n°3 (2).jpeg'],
  ['CON', '_CON'],
  ['NUL.pdf', '_NUL.pdf'],
  ['com1.txt', '_com1.txt'],
  ['console.pdf', 'console.pdf'],
  ['devoir.pdf ', 'devoir.pdf'],
  ['devoir.pdf...', 'devoir.pdf'],
  ['devoir\u202Efdp.exe', 'devoirfdp.exe'],
  ['a\u0000b.pdf', 'ab.pdf'],
  ['../../.bashrc', 'bashrc'],
  ['..\\..\\autorun.inf', 'autorun.inf'],
  ['C:\\Windows\\win.ini', 'win.ini'],
  ['a:b.pdf', 'a_b.pdf'],
  ['-rf.pdf', 'rf.pdf'],
  ['..', 'document'],
  ['', 'document'],
])('%j is saved as %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('a name of three hundred letters keeps its extension', () => {
  const safe = safeFileName(`${'é'.repeat(300)}.pdf`);
  expect(safe).toMatch(/^é+\.pdf$/);
  expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
});

test('whatever the name, what is left is one name that every system takes, and that stays the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 })),
      (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[<>:"/\\|?*\p{Cc}\u202A-\u202E\u2066-\u2069]|[. ]$|^[.-]/u);
        expect(Buffer.byteLength(safe)).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(220);
        expect(safeFileName(safe)).toBe(safe);
      },
    ),
  );
});
