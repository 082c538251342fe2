import { expect, test } from 'vitest';
import type { SyncSession } from '../../preload/contract/index.ts';
import { endingOf } from './sync-ending.ts';

const session = (id: string, fields: Partial<SyncSession> = {}): SyncSession => ({
  id,
  startedAt: 1,
  endedAt: 2,
  outcome: 'done',
  error: null,
  requests: 2,
  bytesUp: 10,
  bytesDown: 10,
  editsSent: 0,
  changesReceived: 0,
  documentsSent: 0,
  documentsReceived: 0,
  copiesReturned: 0,
  copiesLeftOut: 0,
  namelessRows: 0,
  ...fields,
});
const seen = (lastSession: SyncSession | null, conflictCount = 0, refusedCount = 0) => ({
  lastSession,
  conflictCount,
  refusedCount,
});
const unreachable = { outcome: 'failed', error: { code: 'ent/unreachable', params: {} } } as const;

test('a sync that runs says nothing; its end does, once', () => {
  const running = seen(session('b', { outcome: 'running', endedAt: null }));
  const done = seen(session('b', { editsSent: 3 }));
  expect(endingOf(seen(session('a')), running, false)).toBeNull();
  expect(endingOf(running, done, false)).toEqual({ kind: 'done' });
  expect(endingOf(done, done, false)).toBeNull();
});

test('one that brought and took nothing is told to who asked for it, and to nobody else', () => {
  const [before, after] = [seen(session('a')), seen(session('b'))];
  expect(endingOf(before, after, true)).toEqual({ kind: 'done' });
  expect(endingOf(before, after, false)).toBeNull();
});

test('edits that the ENT did not take are told once, after conflicts', () => {
  const [before, refused] = [seen(session('a')), seen(session('b'), 0, 2)];
  expect(endingOf(before, refused, false)).toEqual({ kind: 'refused', count: 2 });
  expect(endingOf(refused, seen(session('c'), 0, 2), false)).toBeNull();
  expect(endingOf(before, seen(session('b'), 1, 2), false)).toEqual({ kind: 'conflicts', count: 1 });
});

test('only conflicts that are new are told', () => {
  expect(endingOf(seen(session('a'), 1), seen(session('b'), 3), false)).toEqual({
    kind: 'conflicts',
    count: 2,
  });
  expect(endingOf(seen(session('a'), 2), seen(session('b'), 2), false)).toBeNull();
});

test('a failure is told when it begins, and again only to who asks', () => {
  const [first, second] = [seen(session('b', unreachable)), seen(session('c', unreachable))];
  expect(endingOf(seen(session('a')), first, false)).toEqual({ kind: 'failed', error: unreachable.error });
  expect(endingOf(first, second, false)).toBeNull();
  expect(endingOf(first, second, true)).toEqual({ kind: 'failed', error: unreachable.error });
  const other = { code: 'ent/server-error', params: {} } as const;
  expect(endingOf(first, seen(session('c', { outcome: 'failed', error: other })), false)).toEqual({
    kind: 'failed',
    error: other,
  });
});

test('one that was stopped is told so, and the first one of all too', () => {
  expect(endingOf(seen(null), seen(session('a', { outcome: 'cancelled' })), true)).toEqual({
    kind: 'cancelled',
  });
  expect(endingOf(seen(null), seen(session('a', { changesReceived: 5 })), false)).toEqual({ kind: 'done' });
});
