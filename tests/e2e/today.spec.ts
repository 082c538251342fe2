import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { axeViolations } from './axe-violations.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';

/** Unlike any of the demo's lessons, whichever of them are of today. */
const TITLE = 'Une heure qui tombe toujours aujourd’hui';
let demo: DemoWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  await demo.ent.close();
});

test.afterAll(() => demo?.close());

/** A lesson of this very minute, whatever the day, with a document that is here. */
function addLessonOfToday(path: string): void {
  const db = new Database(path);
  db.prepare(
    `INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at)
     SELECT 'of-today', id, ?, ?, 1, '[]', 0 FROM class_group LIMIT 1`,
  ).run(TITLE, Date.now());
  db.exec(`INSERT INTO resource (id, lesson_id, file_id, name, sha256, bytes, media_type, added_at)
    SELECT 'of-today', 'of-today', 'f', 'Spectres.pdf', blob.sha256, blob.bytes, blob.media_type, 0
    FROM submission_file JOIN blob ON blob.sha256 = submission_file.sha256
    WHERE is_local = 1 AND blob.media_type = 'application/pdf' LIMIT 1`);
  db.close();
}

test('the day begins with its lessons: their documents are one click away', async () => {
  const { page } = demo.cartable;
  addLessonOfToday(demo.local((db) => db.name));
  await page.reload();
  const lesson = page.getByTestId('today-lesson').filter({ hasText: TITLE });
  await expect(lesson).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: join(folder, 'today-lesson.png') });
  await lesson.getByRole('button', { name: 'Ouvrir Spectres.pdf' }).click();
  await expect(page.getByRole('dialog', { name: 'Spectres.pdf' }).locator('canvas').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await lesson.getByRole('link').click();
  await expect(page.getByTestId('lesson-title')).toHaveValue(TITLE);
});
