import { expect, test } from 'vitest';
import type { SubmissionSummary, Team } from '../../../../preload/contract/index.ts';
import { dealTeams, placesOf, shuffled, teamsOf, teamsOfFile } from './form-teams.ts';
import { teamRows } from './team-rows.ts';

const copy = (id: string, status = 'submitted', documentCount = 0) =>
  ({ id, status, documentCount }) as SubmissionSummary;
const team = (id: string, members: Record<string, boolean>): Team => ({
  id,
  name: `Groupe ${id}`,
  members: Object.entries(members).map(([submissionId, isApart]) => ({ submissionId, isApart })),
});

test('a team is one row, led by who handed something in; a member apart has a row of their own', () => {
  const copies = [copy('a', 'missing'), copy('b', 'submitted', 1), copy('c'), copy('d')];
  const { rows, teamOf, rowOf } = teamRows(copies, [team('1', { a: false, b: false, c: true })]);
  expect(rows.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  expect(teamOf.get('b')?.together.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(teamOf.get('c')).toMatchObject({ isApart: true });
  expect(teamOf.get('d')).toBeUndefined();
  expect([...rowOf]).toEqual([['a', 'b']]);
});

test('without teams every copy is a row, and members that are not here are nobody', () => {
  const copies = [copy('a'), copy('b')];
  expect(teamRows(copies, []).rows).toEqual(copies);
  expect(teamRows(copies, [team('1', { gone: false })]).rows).toEqual(copies);
});

test('teams of a file are called as there, in their order, and those that were called so stay who they are', () => {
  const copies = ['a', 'b', 'c', 'd'].map((id) => copy(id));
  const members = [
    { submissionId: 'a', team: 'Groupe 10' },
    { submissionId: 'b', team: 'Groupe 9' },
    { submissionId: 'c', team: 'Groupe 9' },
  ];
  const { places, names, before } = teamsOfFile(copies, members, [team('9', { c: true, d: false })]);
  expect(names).toEqual(['Groupe 9', 'Groupe 10']);
  expect([...places]).toEqual([
    ['a', 1],
    ['b', 0],
    ['c', 0],
    ['d', null],
  ]);
  const made = teamsOf(places, before, (place) => ({ id: `new-${place}`, name: names[place] ?? '' }));
  expect(made).toEqual([
    { ...team('9', { b: false, c: true }), name: 'Groupe 9' },
    { ...team('10', { a: false }), id: 'new-1' },
  ]);
});

test('teams are dealt to their size, and the rest is spread', () => {
  const ids = Array.from({ length: 35 }, (_, index) => `${index}`);
  const sizes = (size: number) =>
    [...Map.groupBy(dealTeams(ids, size), ([, place]) => place)].map(([, one]) => one.length);
  expect(sizes(3).every((count) => count === 2 || count === 3)).toBe(true);
  expect(sizes(4).reduce((sum, count) => sum + count, 0)).toBe(35);
  expect(sizes(100)).toEqual([35]);
  expect(dealTeams([], 3).size).toBe(0);
  expect(
    shuffled(
      [1, 2, 3],
      (
        (numbers) => () =>
          numbers.pop() ?? 0
      )([0.1, 0.5, 0.9]),
    ),
  ).toEqual([3, 2, 1]);
});

test('who stays in a team keeps its name and stays apart', () => {
  const before = [team('1', { a: true, b: false }), team('2', { c: false })];
  const places = new Map([...placesOf([copy('a'), copy('b'), copy('c'), copy('d')], before)]);
  expect([...places.values()]).toEqual([0, 0, 1, null]);
  places.set('c', 0).set('d', 2);
  const make = (place: number) => ({ id: `new-${place}`, name: `Groupe ${place + 1}` });
  expect(teamsOf(places, before, make)).toEqual([
    team('1', { a: true, b: false, c: false }),
    { id: 'new-2', name: 'Groupe 3', members: [{ submissionId: 'd', isApart: false }] },
  ]);
});
