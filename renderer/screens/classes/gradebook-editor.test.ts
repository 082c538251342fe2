import { expect, test } from 'vitest';
import type { GradebookCell } from '../../../preload/contract/index.ts';
import { PLAIN_RULES } from '../../../preload/contract/index.ts';
import { createFormats } from '../../i18n/format.ts';
import { type EditorPort, GradebookEditor } from './gradebook-editor.ts';
import { type Grid, NAME_COLUMN } from './gradebook-grid.ts';

const MAX_TIMES_100 = 2000;

function startEditor({ isReadOnly = false, rules = PLAIN_RULES } = {}) {
  const saved: [string, number | string | null][] = [];
  const opened: string[] = [];
  const over: (number | null)[] = [];
  const cell = (id: string, pointsTimes100: number | null): GradebookCell => ({
    submissionId: id,
    studentId: id,
    assignmentId: 'a',
    status: 'submitted',
    isMissing: false,
    pointsTimes100,
    standing: null,
    isCounted: true,
    sync: 'synced',
  });
  const assignment = { maxTimes100: MAX_TIMES_100, rules } as Grid['assignments'][number];
  const rows = [
    { cells: [cell('r0c0', 1450), cell('r0c1', null)] },
    { cells: [cell('r1c0', null), null] },
  ] as unknown as Grid['rows'];
  const port: EditorPort = {
    grid: { assignments: [assignment, assignment], rows },
    isReadOnly,
    writeMark: ({ pointsTimes100 }) =>
      pointsTimes100 === null ? '' : createFormats('fr').points(pointsTimes100),
    save: (_place, { submissionId }, { pointsTimes100, standing }, before) => {
      saved.push([submissionId, standing ?? pointsTimes100]);
      over.push(before.pointsTimes100);
    },
    open: ({ submissionId }) => opened.push(submissionId),
    openCourse: (row) => opened.push(`course ${row}`),
  };
  const editor = new GradebookEditor(port);
  const state = () => editor.state.get();
  /** A sync puts another grade into the first cell. */
  const receive = (pointsTimes100: number) => {
    const rows = [{ cells: [cell('r0c0', pointsTimes100), null] }] as unknown as Grid['rows'];
    editor.renewPort({ ...port, grid: { ...port.grid, rows } });
  };
  return { editor, state, saved, over, opened, receive };
}

test('a grade is told with what its cell showed when it began to be typed, whatever has come since', () => {
  const { editor, saved, over, receive } = startEditor();
  editor.obeyKey('1', false);
  receive(800);
  editor.type('12,5');
  editor.commit({ rows: 1, columns: 0 });
  expect([saved, over]).toEqual([[['r0c0', 1250]], [1450]]);
});

test('a cell that was opened and left as it was does not put its old grade over the one that came', () => {
  const { editor, saved, receive } = startEditor();
  editor.obeyKey('Enter', false);
  receive(800);
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([]);
});

test('a digit starts a grade, Enter saves it and goes down', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('1', false);
  editor.type('12,5');
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([['r0c0', 1250]]);
  expect(state()).toMatchObject({ place: { row: 1, column: 0 }, draft: null, fault: null });
});

test('Enter opens the grade that is there, and the same grade is not saved again', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('Enter', false);
  expect(state().draft).toMatchObject({ text: '14,5', isOpened: true });
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([]);
});

test('a grade out of range stays in the field with its reason', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('2', false);
  editor.type('21');
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([]);
  expect(state()).toMatchObject({
    place: { row: 0, column: 0 },
    draft: { text: '21', isFaulty: true },
    fault: { kind: 'out-of-range', maxTimes100: MAX_TIMES_100 },
  });
});

test('a grade out of another maximum is not saved, and says which maximum is meant', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('8', false);
  editor.type('8/10');
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([]);
  expect(state()).toMatchObject({
    draft: { text: '8/10', isFaulty: true },
    fault: { kind: 'other-maximum', text: '8/10', maxTimes100: MAX_TIMES_100 },
  });
  editor.type('8/20');
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([['r0c0', 800]]);
});

test('what is no number is refused in words, never saved', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('F2', false);
  editor.type('bien');
  editor.leave();
  expect(saved).toEqual([]);
  expect(state()).toMatchObject({ draft: null, fault: { kind: 'not-a-number', text: 'bien' } });
});

test('leaving the field saves what is right', () => {
  const { editor, saved } = startEditor();
  editor.obeyKey('9', false);
  editor.leave();
  editor.leave();
  expect(saved).toEqual([['r0c0', 900]]);
});

test('Escape keeps the grade as it was', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('9', false);
  editor.forget();
  expect(saved).toEqual([]);
  expect(state().draft).toBeNull();
});

test('an emptied field and the Delete key erase the grade', () => {
  const { editor, saved } = startEditor();
  editor.obeyKey('Enter', false);
  editor.type('');
  editor.commit({ rows: 0, columns: 0 });
  editor.obeyKey('Delete', false);
  expect(saved).toEqual([
    ['r0c0', null],
    ['r0c0', null],
  ]);
});

test('arrows stay within the grid, and a place without submission cannot be graded', () => {
  const { editor, state } = startEditor();
  editor.obeyKey('ArrowUp', false);
  expect(state().place).toEqual({ row: 0, column: 0 });
  editor.obeyKey('End', true);
  expect(state().place).toEqual({ row: 1, column: 1 });
  editor.obeyKey('5', false);
  expect(state().draft).toBeNull();
});

test('Ctrl+Enter opens the submission', () => {
  const { editor, opened } = startEditor();
  editor.obeyKey('Enter', true);
  expect(opened).toEqual(['r0c0']);
});

test('nothing is graded when the data is open for reading only', () => {
  const { editor, state, saved } = startEditor({ isReadOnly: true });
  editor.obeyKey('5', false);
  editor.obeyKey('Delete', false);
  expect(state().draft).toBeNull();
  expect(saved).toEqual([]);
});

test('keys that mean nothing here are left to the window', () => {
  const { editor } = startEditor();
  expect(editor.obeyKey('z', true)).toBe(false);
  expect(editor.obeyKey('1', true)).toBe(false);
  expect(editor.obeyKey('z', false)).toBe(false);
});

test('a letter starts what stands in the place of a grade', () => {
  const { editor, state, saved } = startEditor();
  editor.obeyKey('a', false);
  expect(state().draft?.text).toBe('a');
  editor.type('abs');
  editor.commit({ rows: 1, columns: 0 });
  expect(saved).toEqual([['r0c0', 'absent']]);
});

test('the arrow leads past the first grade to the name, where Enter shows the course and no key grades', () => {
  const { editor, state, saved, opened } = startEditor();
  editor.obeyKey('ArrowLeft', false);
  editor.obeyKey('ArrowDown', false);
  expect(state().place).toEqual({ row: 1, column: NAME_COLUMN });
  for (const key of ['5', 'Delete', 'F2']) editor.obeyKey(key, false);
  expect(state().draft).toBeNull();
  editor.obeyKey('Enter', false);
  editor.obeyKey('ArrowLeft', false);
  editor.obeyKey('Home', false);
  expect(state().place).toEqual({ row: 1, column: 0 });
  expect([saved, opened]).toEqual([[], ['course 1']]);
});
