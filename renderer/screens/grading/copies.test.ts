import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SubmissionSummary } from '../../../preload/contract/index.ts';
import { anonymousOrder } from '../../../preload/contract/index.ts';
import type { CopyQuery } from './copies.ts';
import {
  COPY_GROUPS,
  copyGroup,
  copyStatus,
  countByFilter,
  countCopies,
  neighbourCopy,
  nextToGrade,
  offeredFilters,
  selectCopies,
  withPending,
} from './copies.ts';

function copy(id: string, change: Partial<SubmissionSummary> = {}): SubmissionSummary {
  return {
    id,
    assignmentId: 'a',
    student: { id: `s-${id}`, lastName: 'Étienne', firstName: 'Zoé' },
    status: 'submitted',
    submittedAt: 0,
    documentCount: 1,
    pointsTimes100: null,
    standing: null,
    isCounted: true,
    hasComment: false,
    hasFeedback: false,
    sync: 'synced',
    ...change,
  };
}

function mark(pointsTimes100: number) {
  return { pointsTimes100, standing: null, isCounted: true };
}

test.each([
  [{}, 'to-grade'],
  [{ standing: 'absent' }, 'absent'],
  [{ standing: 'exempt', sync: 'waiting' }, 'exempt'],
  [{ standing: 'not-handed-in', pointsTimes100: 0 }, 'graded'],
  [{ standing: 'late' }, 'late'],
  [{ standing: 'late', pointsTimes100: 1200 }, 'graded'],
  [{ status: 'late' }, 'late'],
  [{ status: 'missing' }, 'missing'],
  [{ pointsTimes100: 0 }, 'graded'],
  [{ pointsTimes100: 1450, sync: 'waiting' }, 'waiting'],
  [{ status: 'missing', pointsTimes100: 0, sync: 'waiting' }, 'waiting'],
  [{ pointsTimes100: 1450, sync: 'conflict' }, 'conflict'],
  [{ sync: 'refused' }, 'refused'],
  // A comment that waits does not make an ungraded copy look graded.
  [{ sync: 'waiting' }, 'to-grade'],
] as const)('a copy with %o is said to be %s', (change, status) => {
  expect(copyStatus(copy('1', change))).toBe(status);
});

const pile = [
  copy('1', { pointsTimes100: 1200 }),
  copy('2'),
  copy('3', { status: 'missing' }),
  copy('4', { status: 'late' }),
  copy('5', { pointsTimes100: 0 }),
];
const ids = (copies: readonly SubmissionSummary[]) => copies.map(({ id }) => id);
const all: CopyQuery = {
  filter: 'all',
  order: 'name',
  isGrouped: false,
  search: '',
  foundInAnswers: new Set(),
  areNamesSearched: true,
  typed: new Set(),
  held: null,
  currentId: null,
};

test('the filters keep what they say, and a copy not handed in is not to be graded', () => {
  expect(ids(selectCopies(pile, all))).toEqual(['1', '2', '3', '4', '5']);
  expect(ids(selectCopies(pile, { ...all, filter: 'to-grade' }))).toEqual(['2', '4']);
  expect(ids(selectCopies(pile, { ...all, filter: 'graded' }))).toEqual(['1', '5']);
});

test('the copy in hand stays in the list when its grade takes it out of the filter', () => {
  expect(ids(selectCopies(pile, { ...all, filter: 'to-grade', currentId: '1' }))).toEqual(['1', '2', '4']);
});

test('a name is found without its accents, in either order, by its beginnings', () => {
  const named = [
    copy('1', { student: { id: 'a', firstName: 'Éloïse', lastName: 'Lefèvre' } }),
    copy('2', { student: { id: 'b', firstName: 'Œnone', lastName: 'de La Tour' } }),
  ];
  for (const search of ['eloise', 'LEFEVRE él', 'lef']) {
    expect(ids(selectCopies(named, { ...all, search }))).toEqual(['1']);
  }
  expect(ids(selectCopies(named, { ...all, search: 'oenone tour' }))).toEqual(['2']);
});

test('what a student answered is searched too; names only while they are shown', () => {
  const found = { ...all, search: 'zoe', foundInAnswers: new Set(['4']) };
  expect(ids(selectCopies(pile, found))).toEqual(['1', '2', '3', '4', '5']);
  expect(ids(selectCopies(pile, { ...found, areNamesSearched: false }))).toEqual(['4']);
});

test.each([
  [{}, 'to-do'],
  [{ status: 'late' }, 'to-do'],
  [{ hasComment: true, sync: 'waiting' }, 'draft'],
  [{ hasFeedback: true }, 'draft'],
  [{ pointsTimes100: 1200, sync: 'waiting' }, 'done'],
  [{ standing: 'absent', sync: 'waiting' }, 'done'],
  [{ pointsTimes100: 1200 }, 'sent'],
  [{ standing: 'late' }, 'to-do'],
  [{ status: 'missing' }, 'missing'],
  [{ status: 'missing', pointsTimes100: 0 }, 'sent'],
  [{ sync: 'conflict', pointsTimes100: 1200 }, 'conflict'],
  [{ sync: 'refused' }, 'conflict'],
] as const)('a copy with %o is in the group %s', (change, group) => {
  expect(copyGroup(copy('1', change), false)).toBe(group);
});

test('a grade that was mistyped is a draft, whatever was saved before', () => {
  expect(copyGroup(copy('1', { pointsTimes100: 1200 }), true)).toBe('draft');
  expect(ids(selectCopies(pile, { ...all, filter: 'draft', typed: new Set(['5']) }))).toEqual(['5']);
});

test('grouped, what asks for the teacher comes first, and each group keeps the order', () => {
  const grouped = { ...all, isGrouped: true };
  expect(ids(selectCopies(pile, grouped))).toEqual(['2', '4', '1', '5', '3']);
  expect(ids(selectCopies(pile, { ...grouped, order: 'grade' }))).toEqual(['2', '4', '1', '5', '3']);
  expect(ids(selectCopies(pile.toReversed(), { ...grouped, order: 'grade' }))).toEqual([
    '4',
    '2',
    '1',
    '5',
    '3',
  ]);
});

test('by date the first handed in is first, and those without one are last', () => {
  const dated = [
    copy('1', { submittedAt: null }),
    copy('2', { submittedAt: 9 }),
    copy('3', { submittedAt: 4 }),
  ];
  expect(ids(selectCopies(dated, { ...all, order: 'handed-in' }))).toEqual(['3', '2', '1']);
});

test('the copy in hand keeps its place while it is graded, so that the next one is the one below it', () => {
  const held = copy('2');
  const graded = withPending(pile, new Map([['2', mark(900)]]));
  const query = { ...all, isGrouped: true, currentId: '2', held };
  expect(ids(selectCopies(graded, query))).toEqual(['2', '4', '1', '5', '3']);
  expect(nextToGrade(selectCopies(graded, query), '2')?.id).toBe('4');
  expect(ids(selectCopies(graded, { ...query, held: null }))).toEqual(['4', '2', '1', '5', '3']);
});

test('every copy is in one group, and the filters count what they list', () => {
  const counts = countByFilter(pile, new Set());
  for (const filter of ['all', 'to-grade', 'draft', 'graded', 'done', 'sent', 'conflict', 'missing'] as const)
    expect(selectCopies(pile, { ...all, filter })).toHaveLength(counts[filter]);
  const grouped = COPY_GROUPS.flatMap((group) => pile.filter((one) => copyGroup(one, false) === group));
  expect(ids(grouped).sort()).toEqual(ids(pile));
});

test('copies that were given to this teacher are listed by themselves, where any were given', () => {
  const given = [
    copy('1', { marker: { name: 'Zoé', isMine: true } }),
    copy('2', { marker: { name: 'Ève', isMine: false } }),
    copy('3'),
  ];
  expect(ids(selectCopies(given, { ...all, filter: 'mine' }))).toEqual(['1']);
  expect(countByFilter(given, new Set()).mine).toBe(1);
  expect(offeredFilters(given, 'all')).toContain('mine');
  expect(offeredFilters(pile, 'all')).not.toContain('mine');
  // One that was chosen before stays to be seen, and left.
  expect(offeredFilters(pile, 'mine')).toContain('mine');
});

test('moving stops at both ends, and starts at the first or the last', () => {
  expect(neighbourCopy(pile, '2', 1)?.id).toBe('3');
  expect(neighbourCopy(pile, '5', 1)).toBeNull();
  expect(neighbourCopy(pile, '1', -1)).toBeNull();
  expect(neighbourCopy(pile, null, 1)?.id).toBe('1');
  expect(neighbourCopy(pile, 'gone', -1)?.id).toBe('5');
});

test('the next copy to grade is found past the end of the pile, and never the one in hand', () => {
  expect(nextToGrade(pile, '2')?.id).toBe('4');
  expect(nextToGrade(pile, '4')?.id).toBe('2');
  expect(nextToGrade([copy('1')], '1')).toBeNull();
  expect(nextToGrade([], null)).toBeNull();
});

test('going from copy to grade to copy to grade grades each once, whatever the pile', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('submitted', 'late', 'missing'), { maxLength: 60 }), (statuses) => {
      let copies = statuses.map((status, index) => copy(String(index), { status }));
      const expected = countCopies(copies).toGrade;
      let seen = 0;
      for (let next = nextToGrade(copies, null); next !== null; next = nextToGrade(copies, next.id)) {
        const { id } = next;
        copies = withPending(copies, new Map([[id, mark(1000)]]));
        seen += 1;
        if (seen > expected) return false;
      }
      return seen === expected && countCopies(copies).toGrade === 0;
    }),
  );
});

test('a grade that is being saved counts at once', () => {
  const merged = withPending(pile, new Map([['2', mark(1500)]]));
  expect(merged[1]).toMatchObject({ pointsTimes100: 1500, sync: 'waiting' });
  expect(countCopies(merged)).toEqual({ total: 5, toGrade: 1, graded: 3, gradable: 4, heldBack: 0 });
});

test('copies of which something is in conflict or refused are counted: a publication leaves it here', () => {
  const states = ['synced', 'conflict', 'waiting', 'refused', 'conflict'] as const;
  const copies = states.map((sync, index) => copy(String(index), { sync, pointsTimes100: 1000 }));
  expect(countCopies(copies)).toMatchObject({ graded: 5, heldBack: 3 });
});

test('without names the order is mixed, complete, and the same every day', () => {
  const copies = Array.from({ length: 35 }, (_, index) => copy(`0192-${index}`));
  const mixed = ids(anonymousOrder(copies, 'seed'));
  expect(mixed).not.toEqual(ids(copies));
  expect([...mixed].sort()).toEqual(ids(copies).sort());
  expect(ids(anonymousOrder(copies.toReversed(), 'seed'))).toEqual(mixed);
  expect(ids(anonymousOrder(copies, 'another'))).not.toEqual(mixed);
});
