import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignmentOfPile, codeIn, codeOf, cutPile, sheetText, turnOf, turnsOfRun } from './rules.ts';

const OWNERS = new Map([
  ['ZOE', { submissionId: 'copy-zoe', assignmentId: 'ds' }],
  ['LEO', { submissionId: 'copy-leo', assignmentId: 'ds' }],
  ['OLD', { submissionId: 'copy-old', assignmentId: 'dm' }],
]);

test('a sheet’s code is read back, and no other text is taken for one', () => {
  const code = codeOf('01934f2e-7c1a-7aaa-8bbb-0123456789ab');
  expect(codeIn(sheetText(code))).toBe(code);
  for (const text of ['https://lycee.example/qcm', 'CARTABLE:', 'cartable:0123456789', code])
    expect(codeIn(text)).toBeNull();
});

test('a pile is cut before each student’s sheet, and what is doubtful is told apart', () => {
  const codes = [null, 'ZOE', null, 'ZOE', 'LEO', 'OLD', null, 'LOST', 'LEO'];
  expect(assignmentOfPile(codes, OWNERS)).toBe('ds');
  expect(cutPile(codes, OWNERS, 'ds').map((cut) => Object.values(cut))).toEqual([
    [0, 0, 'no-code', null],
    [1, 3, 'sure', 'copy-zoe'],
    [4, 4, 'twice', 'copy-leo'],
    [5, 6, 'other', 'copy-old'],
    [7, 7, 'unknown', null],
    [8, 8, 'twice', 'copy-leo'],
  ]);
  expect(assignmentOfPile([null, 'LOST'], OWNERS)).toBeNull();
});

test('every page of a pile is in exactly one part, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(null, 'ZOE', 'LEO', 'OLD', 'LOST'), { maxLength: 40 }), (codes) => {
      const pages = cutPile(codes, OWNERS, 'ds').flatMap(({ firstPage, lastPage }) =>
        Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index),
      );
      expect(pages).toEqual(codes.map((_, index) => index));
    }),
  );
});

test.each([
  [0, 0, 0],
  [4, 0, 4],
  [-3, 0, -3],
  [92, 1, 2],
  [180, 2, 0],
  [-90, 3, 0],
  [-178, 2, 2],
])('a code that lies at %i° is %i quarter turns and %i° away', (degrees, quarters, skew) => {
  const at = (degrees * Math.PI) / 180;
  const turn = turnOf({ x: 10, y: 10 }, { x: 10 + 100 * Math.cos(at), y: 10 + 100 * Math.sin(at) });
  expect(turn.quarters).toBe(quarters);
  expect(turn.skewDegrees).toBeCloseTo(skew, 6);
});

test('pages without a code are turned like their sheet, a skew is each page’s own', () => {
  const turns = [null, { quarters: 2, skewDegrees: 3 }, null, { quarters: 2, skewDegrees: 0.1 }];
  expect(turnsOfRun(turns)).toEqual([
    { quarters: 2, skewDegrees: 0 },
    { quarters: 2, skewDegrees: 3 },
    { quarters: 2, skewDegrees: 0 },
    { quarters: 2, skewDegrees: 0 },
  ]);
});
