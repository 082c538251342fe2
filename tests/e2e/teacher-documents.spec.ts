import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

const waiting = () =>
  demo.local((db) => db.prepare("SELECT count(*) FROM outbox_op WHERE entity = 'resource'").pluck().get());

test('a document is kept for the teacher alone by the keyboard, waits for no sync, is in no preview, and Ctrl+Z gives it', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Barème');
  const path = join(demo.folder, 'bareme.txt');
  writeFileSync(path, 'Deux points la justification.');
  await answerDialogs(cartable, { open: path, save: '' });
  await page.getByTestId('attach-button').first().press('Enter');
  const document = page.getByTestId('attachment');
  await expect(document).toHaveText(/bareme\.txt/);
  await expect.poll(waiting).toBe(1);
  const lock = page.getByTestId('attachment-teacher');
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await lock.press('Enter');
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await expect(document).toContainText('ne quitte pas cet ordinateur');
  await expect.poll(waiting).toBe(0);
  expect(await axeViolationsWithin(page, '[data-testid="attachments"]')).toEqual([]);
  await takeInBothLanguages(page, 'teacher-document');
  await page.getByTestId('lesson-publish').press('Enter');
  await expect(page.getByTestId('lesson-preview')).toBeVisible();
  await expect(page.getByTestId('lesson-preview')).not.toContainText('bareme');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('lesson-preview')).toHaveCount(0);
  await page.locator('.lesson-back').focus();
  await page.keyboard.press('Control+z');
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(waiting).toBe(1);
});

test('a document that somebody put back at the ENT says that students may see it, and is taken away by one key', async () => {
  const { page } = cartable;
  const lock = page.getByTestId('attachment-teacher');
  await lock.press('Enter');
  await expect.poll(waiting).toBe(0);
  // What a sync writes when somebody puts it back there.
  const db = new Database(demo.local(({ name }) => name));
  db.prepare(
    `INSERT INTO synced_copy (entity, entity_id, version, body, by, at)
     SELECT 'resource', id, 7, json_object('lesson_id', lesson_id, 'file', json_object('id', file_id, 'name', name,
       'sha256', sha256, 'bytes', bytes, 'media_type', media_type)), 'Lycée', 0 FROM resource WHERE name = 'bareme.txt'`,
  ).run();
  db.close();
  await page.reload();
  const row = page.getByTestId('attachment');
  await expect(page.getByTestId('attachment-at-ent')).toContainText('les élèves peuvent l’y voir');
  await expect(row).not.toContainText('ne quitte pas cet ordinateur');
  expect(await axeViolationsWithin(page, '[data-testid="attachments"]')).toEqual([]);
  await takeInBothLanguages(page, 'teacher-document-at-ent');
  await page.getByTestId('attachment-withdraw').press('Enter');
  await expect(page.getByTestId('attachment-at-ent')).toHaveCount(0);
  await expect(row).toContainText('ne quitte pas cet ordinateur');
  await expect.poll(waiting).toBe(1);
  await page.locator('.lesson-back').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('attachment-at-ent')).toBeVisible();
});
