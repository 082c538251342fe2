import { expect, test } from 'vitest';
import type { Mark } from '../../../../preload/contract/index.ts';
import { curveThrough, fromUpright, moved, simplify } from './mark-shapes.ts';
import { storageEntries } from './marks-to-pdf.ts';
import { finished, record } from './stroke-recorder.ts';

const shared = { id: 'm', page: 2, color: '#c8322b' } as const;

test('a stroke whose pressure changes is one annotation a width, on its own page, in the pen’s colour', () => {
  const strokes = [
    { width: 0.9, points: [10, 10, 20, 20] },
    { width: 2.6, points: [20, 20, 30, 10] },
  ];
  const entries = [...storageEntries([{ ...shared, kind: 'ink', strokes }]).values()];
  expect(entries).toMatchObject([
    { annotationType: 15, thickness: 0.9, pageIndex: 2, color: [200, 50, 43] },
    { annotationType: 15, thickness: 2.6, pageIndex: 2 },
  ]);
});

test('what is read stands upright on a page that is turned', () => {
  expect(fromUpright({ x: 100, y: 100 }, 0, [5, 2])).toEqual({ x: 105, y: 98 });
  expect(fromUpright({ x: 100, y: 100 }, 90, [5, 2])).toEqual({ x: 102, y: 105 });
  expect(fromUpright({ x: 100, y: 100 }, 180, [5, 2])).toEqual({ x: 95, y: 102 });
  expect(fromUpright({ x: 100, y: 100 }, 270, [5, 2])).toEqual({ x: 98, y: 95 });
});

test('a remark goes with its pin, for any reader of PDF', () => {
  const pin: Mark = { ...shared, kind: 'pin', x: 50, y: 60, rotation: 0, text: 'À justifier' };
  expect([...storageEntries([pin]).values()]).toMatchObject([{ popup: { contents: 'À justifier' } }]);
});

test('a straight stroke needs two points, and a curve goes through those that are left', () => {
  expect(simplify([0, 0, 1, 1.04, 2, 2, 3, 3])).toEqual([0, 0, 3, 3]);
  const curve = curveThrough([0, 0, 10, 10, 20, 0]);
  expect([curve.slice(4, 6), curve.slice(10, 12), curve.slice(16, 18)]).toEqual([
    [0, 0],
    [10, 10],
    [20, 0],
  ]);
});

test('a dot is a stroke, and a stroke goes on where the pressure changed', () => {
  expect(finished(record([], { x: 1, y: 2 }, 1.6))).toEqual([{ width: 1.6, points: [1, 2] }]);
  const drawn = record(record([], { x: 0, y: 0 }, 0.9), { x: 5, y: 5 }, 2.6);
  expect(drawn).toEqual([
    { width: 0.9, points: [0, 0, 5, 5] },
    { width: 2.6, points: [5, 5] },
  ]);
});

test('a mark that is moved keeps its shape', () => {
  const box: Mark = { ...shared, kind: 'highlight', boxes: [[0, 0, 10, 5]] };
  expect(moved(box, 3, -2)).toMatchObject({ boxes: [[3, -2, 13, 3]] });
});
