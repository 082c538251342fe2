import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  type CartableWindow,
  connectByForm,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';
import { openAssignment, waitForDocuments } from './demo-window.ts';

/** One ENT and one data directory for the whole journey: each step starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

const data = temporaryData();
let startedAt: number;
let ent: ReferenceEnt;
let cartable: CartableWindow;

test.beforeAll(async () => {
  ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'demo' });
  cartable = await openCartable(join(data.directory, 'data'));
});

test.afterAll(async () => {
  await cartable?.close();
  await ent?.close();
  data.remove();
});

const local = <T>(read: Parameters<typeof readDatabase<T>>[1]) =>
  readDatabase<T>(join(data.directory, 'data'), read);

test('a wrong password is told in words, and the right one brings the classes', async () => {
  const { page } = cartable;
  await connectByForm(page, { ...ent, password: 'faux' });
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.locator('[data-screen="connect"]')).toBeVisible();
  await connectByForm(page, ent);
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  await waitForDocuments(local);
  startedAt = Date.now();
  expect(local((db) => db.prepare('SELECT COUNT(*) FROM student').pluck().get())).toBe(140);
});

test('with the ENT gone, a copy is opened, graded and commented by keyboard, and both are on disk', async () => {
  const { port } = new URL(ent.url);
  await ent.close();
  const { page } = cartable;
  await openAssignment(cartable);
  await expect(page.getByTestId('document-view')).toBeVisible();
  await page.getByTestId('grade-field').fill('14,5');
  await page.getByTestId('comment-field').fill('Raisonnement clair, rédaction à reprendre.');
  await page.getByTestId('grade-field').press('Enter');
  await expect
    .poll(() =>
      local((db) =>
        db
          .prepare(
            "SELECT COUNT(*) FROM outbox_op WHERE state = 'pending' AND entity IN ('grade', 'comment')",
          )
          .pluck()
          .get(),
      ),
    )
    .toBe(2);
  expect(
    local((db) => db.prepare("SELECT payload FROM outbox_op WHERE entity = 'grade'").pluck().get()),
  ).toContain('1450');
  ent = await startReferenceEnt({ directory: ent.directory, port: Number(port), seed: 'demo' });
});

test('a grade above the maximum is refused in words, and the field keeps what was typed', async () => {
  const { page } = cartable;
  const before = local((db) => db.prepare('SELECT COUNT(*) FROM grade').pluck().get());
  await page.getByTestId('grade-field').fill('25');
  await page.getByTestId('grade-field').press('Enter');
  await expect(page.getByTestId('grade-fault')).toContainText('20');
  await expect(page.getByTestId('grade-field')).toHaveValue('25');
  expect(local((db) => db.prepare('SELECT COUNT(*) FROM grade').pluck().get())).toBe(before);
  await page.getByTestId('grade-field').fill('');
});

test('the engine is killed in the middle of grading: nothing is lost, and the screen recovers by itself', async () => {
  const { page } = cartable;
  await page.getByTestId('grade-field').fill('11,25');
  await page.getByTestId('grade-field').press('Enter');
  await expect.poll(() => givenGrades()).toEqual([1450, 1125]);
  const before = cartable.enginePid();
  process.kill(before, 'SIGKILL');
  await page.getByTestId('grade-field').fill('9,75');
  await page.getByTestId('grade-field').press('Enter');
  await expect.poll(() => givenGrades(), { timeout: 60_000 }).toEqual([1450, 1125, 975]);
  expect(cartable.enginePid()).not.toBe(before);
});

test('a grade that was on its way when the engine died is saved by the next one', async () => {
  const { page } = cartable;
  const engine = cartable.enginePid();
  await page.getByTestId('grade-field').fill('8,5');
  await page.getByTestId('grade-field').press('Enter');
  process.kill(engine, 'SIGKILL');
  await page.getByTestId('grade-field').fill('7,25');
  await page.getByTestId('grade-field').press('Enter');
  await expect
    .poll(() => givenGrades(), { timeout: 60_000 })
    .toEqual(expect.arrayContaining([1450, 1125, 975, 850, 725]));
});

test('the engine is killed in the middle of a sync: the next one ends it, and nothing is twice at the ENT', async () => {
  const { page } = cartable;
  await page.keyboard.press('Control+6');
  await expect(page.locator('[data-screen="sync"]')).toBeVisible();
  await page.getByTestId('sync-now').click();
  process.kill(cartable.enginePid(), 'SIGKILL');
  await expect(async () => {
    if ((await page.getByTestId('sync-now').isEnabled()) && waiting() > 0)
      await page.getByTestId('sync-now').click();
    expect(waiting()).toBe(0);
  }).toPass({ timeout: 90_000, intervals: [2000] });
  const grades = new Map(ent.store.entities('grade').map(({ id, body }) => [id, body.points_x100]));
  const here = local((db) => db.prepare('SELECT submission_id, points_x100 FROM grade').all()) as {
    submission_id: string;
    points_x100: number;
  }[];
  expect(here).toHaveLength(grades.size);
  for (const grade of here) expect(grades.get(grade.submission_id)).toBe(grade.points_x100);
});

test('a second start shows everything', async () => {
  await cartable.close();
  cartable = await openCartable(join(data.directory, 'data'));
  const { page } = cartable;
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
  await openAssignment(cartable);
  await expect(page.getByTestId('copies')).toContainText('14,5');
});

/** Grades that wait for the ENT, in hundredths, in the order in which they were given. */
/** The grades that were given in this journey, oldest first: they wait, or have left by themselves meanwhile. */
function givenGrades(): number[] {
  return local((db) =>
    db
      .prepare('SELECT points_x100 FROM grade WHERE updated_at >= ? ORDER BY updated_at')
      .pluck()
      .all(startedAt),
  ) as number[];
}

function waiting(): number {
  return local((db) => db.prepare('SELECT COUNT(*) FROM outbox_op').pluck().get()) as number;
}
