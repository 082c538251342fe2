import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { axeViolations } from './axe-violations.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';
import { takeInBothLanguages } from './pictures.ts';

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
     SELECT 'of-today', id, ?, ?, 1, '[]', 0 FROM class_group ORDER BY id DESC LIMIT 1`,
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

/** An hour of today, late enough for the demonstration to have nothing there, whatever the day and the holidays. */
function addSessionOfToday(path: string): void {
  const db = new Database(path);
  const today = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format();
  const weekday = new Date(`${today}T12:00Z`).getUTCDay() || 7;
  db.prepare(
    `INSERT INTO timetable_slot (id, class_group_id, weekday, from_minute, to_minute, weeks, room, part, updated_at)
     SELECT 'late', id, ?, 1320, 1375, 'every', 'Observatoire', '', 0 FROM class_group ORDER BY id LIMIT 1`,
  ).run(weekday);
  db.prepare(
    "INSERT INTO calendar_exception (id, name, first_day, last_day, is_school) VALUES ('late', 'Rattrapage', ?, ?, 1)",
  ).run(today, today);
  db.close();
}

test('a session for which nothing is prepared begins its lesson by one click, at its hour', async () => {
  const { page } = demo.cartable;
  addSessionOfToday(demo.local((db) => db.name));
  await page.reload();
  await page.getByRole('link', { name: 'Aujourd’hui' }).click();
  const session = page.getByTestId('today-session').filter({ hasText: 'Observatoire' });
  await expect(session).toContainText('22:00');
  await session.getByRole('link').press('Enter');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Ciel de novembre');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  await page.keyboard.press('Control+1');
  const lesson = page.getByTestId('today-lesson').filter({ hasText: 'Ciel de novembre' });
  await expect(lesson).toContainText('22:00');
  await expect(lesson).toContainText('Observatoire');
  await expect(session).toHaveCount(0);
});

test('a draft of today is published by one key, and Ctrl+Z takes that back', async () => {
  const { page } = demo.cartable;
  const db = new Database(demo.local(({ name }) => name));
  db.prepare(
    `INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at)
     SELECT 'draft', id, 'Brouillon du jour', ?, 0, '[]', 0 FROM class_group ORDER BY id LIMIT 1`,
  ).run(Date.now());
  db.close();
  await page.keyboard.press('Control+1');
  await page.reload();
  const draft = page.getByTestId('today-draft').filter({ hasText: 'Brouillon du jour' });
  await expect(draft).toContainText('en brouillon');
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, 'today-draft');
  const isPublished = () =>
    demo.local((db) => db.prepare("SELECT is_published FROM lesson WHERE id = 'draft'").pluck().get());
  await draft.getByRole('button').press('Enter');
  await expect(draft).toHaveCount(0);
  expect(isPublished()).toBe(1);
  await page.keyboard.press('Control+z');
  await expect(draft).toHaveCount(1);
  expect(isPublished()).toBe(0);
});

test('what is to be published stands above the copies, a few rows of it, and the rest behind a button', async () => {
  const { page } = demo.cartable;
  const db = new Database(demo.local(({ name }) => name));
  for (let days = 1; days <= 6; days += 1)
    db.prepare(
      `INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at)
       SELECT 'draft-' || ?, id, 'Brouillon ' || ?, ?, 0, '[]', 0 FROM class_group ORDER BY id LIMIT 1`,
    ).run(days, days, Date.now() - days * 86_400_000);
  db.close();
  await page.reload();
  const drafts = page.getByTestId('today-draft');
  const more = page.getByTestId('today-to-publish-more');
  await expect(more).toBeVisible();
  expect(await drafts.count()).toBeLessThanOrEqual(3);
  const headings = await page.locator('.today-work h2').allTextContents();
  expect(headings.indexOf('À publier')).toBeLessThan(headings.indexOf('À corriger'));
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, 'today-drafts');
  await more.press('Enter');
  await expect(more).toHaveCount(0);
  expect(await drafts.count()).toBeGreaterThanOrEqual(7);
});
