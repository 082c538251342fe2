import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, enterField, leaveField, openAssignment, openDemoWindow } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await demo.ent.close();
  await openAssignment(cartable);
});

test.afterAll(() => demo?.close());

/** The texts of the bank, as they are on the disk. */
function bankTexts(): unknown {
  return demo.local((db) =>
    db.prepare('SELECT text FROM bank_comment WHERE removed_at IS NULL ORDER BY id').pluck().all(),
  );
}

test('Ctrl+B keeps what was typed, with a variable where the student was named, and U takes it back', async () => {
  const { page } = cartable;
  // The address names the copy a moment after it is shown.
  await expect.poll(() => new URL(page.url()).hash.split('/')).toHaveLength(4);
  const firstName = demo.local((db) =>
    db
      .prepare(
        'SELECT first_name FROM student JOIN submission ON student.id = student_id WHERE submission.id = ?',
      )
      .pluck()
      .get(new URL(page.url()).hash.split('/').at(-1)),
  ) as string;
  await enterField(cartable, 'c');
  await page.keyboard.type(`${firstName} progresse.`);
  await page.keyboard.press('Control+b');
  await expect.poll(bankTexts).toEqual(['{prénom} progresse.']);
  await leaveField(cartable);
  await page.keyboard.press('u');
  await page.keyboard.press('u');
  await expect.poll(bankTexts).toEqual([]);
});

test('a comment is written in the dialog, changed, put in a folder, removed, and Ctrl+Z brings it back', async () => {
  const { page } = cartable;
  await page.keyboard.press('b');
  const dialog = page.getByTestId('bank-dialog');
  await page.getByTestId('bank-add').click();
  await page.getByTestId('bank-text').fill('Note : {note}/{maximum}, {prénom}.');
  await page.getByTestId('bank-folder').fill('Bilan');
  await page.getByTestId('bank-save').click();
  await expect(dialog.getByTestId('bank-row').filter({ hasText: 'Note' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Supprimer «\sNote/ }).click();
  await expect(dialog.getByTestId('bank-row').filter({ hasText: 'Note' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(dialog.getByTestId('bank-row').filter({ hasText: 'Note' })).toBeVisible();
  await dialog.getByRole('button', { name: /^Renommer le dossier/ }).click();
  await expect(dialog.locator('input:focus')).toHaveValue('Bilan');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Fin de trimestre');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: /Fin de trimestre/ })).toBeVisible();
});

test('the bank goes to a file, and what a file has more is added', async () => {
  const { page, application } = cartable;
  const path = join(demo.folder, 'banque.csv');
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({
      canceled: false,
      filePath,
    })) as unknown as typeof dialog.showSaveDialog;
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);
  await page.getByRole('button', { name: 'Exporter' }).click();
  await expect(page.getByText(/exportée/)).toBeVisible();
  const written = readFileSync(path, 'utf8');
  expect(written).toContain('Fin de trimestre;;Note : {note}/{maximum}, {prénom}.');
  writeFileSync(path, `${written};oral;Participez davantage.\r\n`);
  await page.getByRole('button', { name: 'Importer' }).click();
  await expect(page.getByTestId('bank-row').filter({ hasText: 'Participez' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('bank-dialog')).toHaveCount(0);
});

test('/ opens the bank in the comment, words narrow it, and Enter inserts what was found, filled', async () => {
  const { page } = cartable;
  const comment = page.getByTestId('comment-field');
  await enterField(cartable, 'g');
  await page.keyboard.type('14,5');
  await leaveField(cartable);
  await enterField(cartable, 'c');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('7/10 à l’oral. /');
  await page.getByTestId('bank-search').pressSequentially('trimestre no');
  await expect(page.getByTestId('bank-option')).toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(comment).toHaveValue(/^7\/10 à l’oral\. Note : 14,5\/20, \p{L}[\p{L}-]*\.$/u);
  await expect(comment).toBeFocused();
  await page.keyboard.type(' /');
  await expect(page.getByTestId('bank-search')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(comment).toBeFocused();
  await page.keyboard.type('/');
  await expect(page.getByTestId('bank-search')).toBeFocused();
  await page.keyboard.press('/');
  await expect(comment).toBeFocused();
  await page.keyboard.type('fin');
  await expect(comment).toHaveValue(/\. \/fin$/);
  await leaveField(cartable);
  await page.keyboard.press('/');
  await expect(page.getByTestId('bank-option').first()).toContainText('1 fois ici');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('while names are hidden the bank names nobody', async () => {
  const { page } = cartable;
  await page.keyboard.press('a');
  await expect(page.getByTestId('copy-name')).toContainText('Copie');
  await page.keyboard.press('/');
  const named = page.getByTestId('bank-option').filter({ hasText: 'Note' });
  await expect(named).toHaveAttribute('aria-disabled', 'true');
  await expect(named).toContainText('{prénom}');
  // It is marked as disabled, which a click would wait for: what matters is that clicking all the same does nothing.
  await named.click({ force: true });
  await expect(page.getByTestId('bank-picker')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.getByTestId('show-names').click();
  await expect(page.getByTestId('copy-name')).not.toContainText('Copie');
});
