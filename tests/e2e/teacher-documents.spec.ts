import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
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
