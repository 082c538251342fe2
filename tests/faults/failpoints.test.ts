import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { armedFailpoint, FAILPOINTS, type Failpoint } from '../../main/engine/platform/failpoint.ts';
import { dieAndComeBack, type Situation } from './failpoint-life.ts';
import { makeTemplate, type Template } from './failpoint-template.ts';
import { makeFastFolder } from './fast-folder.ts';

/** Where a failpoint is reached, when it is not in the middle of an ordinary class. */
const SITUATIONS: Partial<Record<Failpoint, Situation>> = {
  'parked-half-replayed': 'upgraded',
  'secret-renewed': 'half-a-secret',
  'page-applied': 'expired',
  'versions-compared': 'restored',
  'batch-half-opened': 'expired',
  'device-half-renewed': 'restored',
  'device-renewed': 'restored',
  'dataset-backed-up': 'replaced',
  'dataset-half-adopted': 'replaced',
  'dataset-adopted': 'replaced',
  'deletions-held': 'emptied',
  'deletions-backed-up': 'emptied',
  'deletions-half-applied': 'emptied',
  'deletions-half-kept': 'kept',
  'kept-backed-up': 'kept',
  'kept-half-deleted': 'kept',
};

const folder = makeFastFolder();
let template: Template;

beforeAll(async () => {
  template = await makeTemplate(join(folder, 'template'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Outside of a session: tests/faults/taken-back.test.ts. */
const WITHOUT_SESSION: readonly Failpoint[] = ['edit-half-taken-back', 'edit-half-put-back'];

test.concurrent.each(FAILPOINTS.filter((name) => !WITHOUT_SESSION.includes(name)))(
  'an engine killed at "%s" loses nothing, repeats nothing, and both sides come to the same',
  async (failpoint) => {
    const directory = join(folder, failpoint);
    await dieAndComeBack(directory, template, failpoint, SITUATIONS[failpoint] ?? 'class');
    await rm(directory, { recursive: true, force: true });
  },
);

test('a failpoint is armed from the sources alone, never in a bundle', () => {
  const environment = { CARTABLE_FAILPOINT: 'batch-sealed' };
  expect(armedFailpoint(environment, 'file:///cartable/main/engine/platform/failpoint.ts')).toBe(
    'batch-sealed',
  );
  expect(armedFailpoint(environment, 'file:///opt/cartable/resources/app/out/engine/engine.mjs')).toBeNull();
  expect(armedFailpoint({})).toBeNull();
});
