import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cartable } from './command-line-run.ts';
import { temporaryFolder } from './synced-class.ts';

test('the demonstration grades a class of 35 and syncs it in at most 20 requests, and both sides are equal', {
  timeout: 180_000,
}, () => {
  const run = cartable(['demo', '--json']);
  expect(run.status, run.stderr).toBe(0);
  const report = JSON.parse(run.stdout);
  expect(report).toMatchObject({
    students: 35,
    graded: 35,
    sync: { sessions: 2 },
    server: { matchesLocal: true },
  });
  expect(report.documents.count).toBeGreaterThan(0);
  expect(report.documents.bytesAfter).toBeLessThan(report.documents.bytesBefore);
  expect(report.sync.requests).toBeLessThanOrEqual(20);
});

test('a failure goes to stderr with its name and exit code 1, wrong usage with 2, and nothing to stdout', async () => {
  const data = await temporaryFolder();
  const failures = [
    [['connect', '--url', 'http://127.0.0.1:9', '--login', 'a', '--data', data], 1, 'ent/unreachable'],
    [['connect', '--url', 'nulle part', '--login', 'a', '--data', data], 1, 'account/wrong-address'],
    [['sync', '--data', data, '--json'], 1, 'account/not-connected'],
    [['optimise', join(data, 'absent.pdf'), '--out', data], 1, 'library/file-missing'],
    [['connect', '--login', 'a'], 2, '--url'],
    [['inconnu'], 2, 'unknown command'],
  ] as const;
  for (const [parameters, status, words] of failures) {
    const run = cartable(parameters);
    expect(run.status, parameters.join(' ')).toBe(status);
    expect(run.stderr).toContain(words);
    expect(run.stdout).toBe('');
  }
});
