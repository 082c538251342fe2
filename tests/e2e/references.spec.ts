import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PDFDocument } from 'pdf-lib';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolations, TAGGED_PDF } from './axe-violations.ts';
import { enterField, leaveField, openAssignment, openDemoWindow } from './demo-window.ts';

const SHOTS = process.env.CARTABLE_SHOTS;

test('a key chosen for an assignment stays beside its copies, on its own page and at its own size, by one key of the keyboard', async () => {
  const demo = await openDemoWindow();
  try {
    const { cartable, local } = demo;
    const { page } = cartable;
    const path = join(demo.folder, 'corrigé.pdf');
    writeFileSync(path, await threePages());
    await answerDialogs(cartable, { open: path, save: path });
    await openAssignment(cartable);
    await page.getByTestId('copies').press('Home');
    await page.getByTestId('copies').blur();
    const pane = page.getByTestId('reference');
    const copy = page.locator('.document-stack-layer[data-shown]');

    await page.keyboard.press('Shift+D');
    await expect(pane).toContainText('Choisissez un corrigé');
    expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
    await pane.getByTestId('reference-file').click();
    await expect(pane.getByTestId('document-view')).toHaveAttribute('data-shown');
    await expect(pane.locator('.view-page-field')).toHaveValue('1');
    expect(chosen(local)).toEqual([{ role: 'key', name: 'corrigé.pdf' }]);

    // Its own page and size: those of the copy stay as they are, and a step to another copy changes neither.
    const copyScale = await copy.locator('.view-scale').textContent();
    // Both are there, beside each other.
    const [left, right] = [await copy.boundingBox(), await pane.boundingBox()];
    expect(left?.width).toBeGreaterThan(300);
    await expect(pane.locator('.view-page-field')).toBeInViewport({ ratio: 1 });
    expect(right?.x).toBeGreaterThanOrEqual((left?.x ?? 0) + (left?.width ?? 0));
    await pane.locator('.pdf-scroll').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await pane.locator('.view-page-field').fill('3');
    await pane.locator('.view-page-field').press('Enter');
    await expect(pane.locator('.view-page-field')).toHaveValue('3');
    const keyScale = await pane.locator('.view-scale').textContent();
    expect(keyScale).not.toBe(copyScale);
    await pane.locator('.pdf-scroll').focus();
    await page.keyboard.press('j');
    await expect(copy.getByTestId('document-view')).toHaveAttribute('data-shown');
    await expect(copy.locator('[aria-keyshortcuts="0"]')).toHaveAttribute('aria-pressed', 'true');
    await expect(pane.locator('.view-page-field')).toHaveValue('3');
    await expect(pane.locator('.view-scale')).toHaveText(keyScale ?? '');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `reference-${colorScheme}.png`) });
      expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
    }

    // The same key hides it and shows it again, as it was; in a field it is a letter.
    await page.keyboard.press('Shift+D');
    await expect(pane).toBeHidden();
    await enterField(cartable, 'c');
    await page.keyboard.press('Shift+D');
    await expect(page.getByTestId('comment-field')).toHaveValue('D');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await leaveField(cartable);
    await expect(pane).toBeHidden();
    await page.keyboard.press('Shift+D');
    await expect(pane.locator('.view-page-field')).toHaveValue('3');

    // The subject, of the teacher's own documents; then undone.
    await pane.getByText('Énoncé', { exact: true }).click();
    await pane.getByTestId('reference-library').click();
    await page.getByTestId('library-search').fill('CORRIGE');
    await page.getByTestId('library-document').first().click();
    await expect(pane.getByTestId('document-view')).toHaveAttribute('data-shown');
    expect(chosen(local).map(({ role }) => role)).toEqual(['key', 'subject']);
    await pane.getByLabel('Cacher ce qui est à côté de la copie').focus();
    await page.keyboard.press('Control+z');
    await expect(pane).toContainText('Choisissez un énoncé');
    expect(chosen(local).map(({ role }) => role)).toEqual(['key']);
    await pane.getByText('Corrigé', { exact: true }).click();

    // A key in two files: both are there, one in view, by the keyboard too; taken away and put back.
    const annex = join(demo.folder, 'barème.pdf');
    writeFileSync(annex, await threePages('Barème'));
    await answerDialogs(cartable, { open: annex, save: annex });
    await pane.getByTestId('change-reference').press('Enter');
    await page.getByRole('menuitem', { name: 'Ajouter un autre fichier' }).press('Enter');
    const documents = pane.getByLabel('Document à côté de la copie', { exact: true });
    await expect(documents.locator('option:checked')).toHaveText('barème.pdf');
    await expect(documents.locator('option')).toHaveText(['corrigé.pdf', 'barème.pdf']);
    if (SHOTS !== undefined)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `references-two-${colorScheme}.png`) });
      }
    expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
    await documents.focus();
    await page.keyboard.press('ArrowUp');
    await expect(documents.locator('option:checked')).toHaveText('corrigé.pdf');
    await pane.getByTestId('change-reference').press('Enter');
    await page.getByRole('menuitem', { name: 'Retirer' }).press('Enter');
    await expect(documents).toHaveCount(0);
    await pane.getByLabel('Cacher ce qui est à côté de la copie').focus();
    await page.keyboard.press('Control+z');
    await expect(documents.locator('option')).toHaveText(['barème.pdf', 'corrigé.pdf']);

    // Remembered for the assignment, and for no other.
    await page.reload();
    await expect(pane.getByTestId('document-view')).toHaveAttribute('data-shown');
    await page.keyboard.press('Control+3');
    await page.getByTestId('assignment').filter({ hasNotText: 'réfraction de la lumière' }).first().click();
    await expect(page.getByTestId('grade-field')).toBeVisible();
    await expect(page.getByTestId('toggle-reference')).toHaveAttribute('aria-pressed', 'false');
    await expect(pane).toHaveCount(0);
  } finally {
    await demo.close();
  }
});

test('Ctrl+Shift+F brings the list of copies back where the key has its room', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    await openAssignment(demo.cartable);
    await page.getByTestId('copies').press('Home');
    await page.getByTestId('copies').blur();
    await page.keyboard.press('Shift+D');
    await expect(page.getByTestId('reference')).toBeVisible();
    await expect(page.getByTestId('copies-search')).toBeHidden();
    await page.keyboard.press('Control+Shift+F');
    await expect(page.getByTestId('copies-search')).toBeFocused();
    await expect(page.getByTestId('copies-search')).toBeInViewport({ ratio: 1 });
    await expect(page.getByTestId('reference')).toBeHidden();
    await page.keyboard.type('zz');
    await expect(page.getByTestId('copies-search')).toHaveValue('zz');
  } finally {
    await demo.close();
  }
});

test('in a window of 800 by 600 the key covers the copy, and the same key of the keyboard shows the copy again', async () => {
  const demo = await openDemoWindow();
  try {
    const { page, application } = demo.cartable;
    await application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(800, 600),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(800);
    await openAssignment(demo.cartable);
    await page.getByTestId('copies').press('Home');
    await page.getByTestId('copies').blur();
    await page.keyboard.press('Shift+D');
    await expect(page.getByTestId('reference')).toBeVisible();
    if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, 'reference-800.png') });
    await expect(page.getByTestId('reference-file')).toBeInViewport({ ratio: 1 });
    await expect(page.getByTestId('grade-field')).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Shift+D');
    await expect(page.getByTestId('reference')).toBeHidden();
    await expect(
      page.locator('.document-stack-layer[data-shown] [data-testid="document-view"]'),
    ).toBeInViewport({
      ratio: 0.5,
    });
  } finally {
    await demo.close();
  }
});

function chosen(local: Awaited<ReturnType<typeof openDemoWindow>>['local']) {
  return local((db) =>
    db
      .prepare(
        'SELECT role, name FROM assignment_reference JOIN document ON document.id = document_id ORDER BY role',
      )
      .all(),
  ) as { role: string; name: string }[];
}

async function threePages(name = 'Corrigé'): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (const number of [1, 2, 3])
    pdf.addPage([595, 842]).drawText(`${name}, page ${number}`, { x: 60, y: 760 });
  return pdf.save();
}
