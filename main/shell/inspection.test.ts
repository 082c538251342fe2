import { expect, test } from 'vitest';
import { asksForRefusedDebugger } from './inspection.ts';

const REFUSED = [
  '--remote-debugging-port=0',
  '--remote-debugging-port',
  '-remote-debugging-port=9222',
  '/Remote-Debugging-Port=9222',
  '--remote-debugging-pipe',
  '--remote-allow-origins=*',
  '--inspect',
  '--inspect=0',
  '--inspect-brk=127.0.0.1:9229',
];

test('a released package starts with no debugger', () => {
  for (const argument of REFUSED)
    expect(asksForRefusedDebugger(['cartable', argument], false), argument).toBe(true);
});

test('a package made for tests is known by its open inspector', () => {
  expect(asksForRefusedDebugger(['cartable', '--inspect=0', '--remote-debugging-port=0'], true)).toBe(false);
});

test('other switches and files are no debuggers', () => {
  expect(asksForRefusedDebugger(['cartable', '--data=/tmp/inspect', '/home/inspect.pdf'], false)).toBe(false);
});
