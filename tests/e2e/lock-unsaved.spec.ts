import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import { openAssignment, openDemoWindow } from './demo-window.ts';
import { makeDisk } from './full-disk.ts';

const PASSPHRASE = 'cheval agrafe pile';

async function chooseLock(page: Page): Promise<void> {
  await page.keyboard.press('Control+7');
  await page.getByTestId('choose-lock').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Phrase secrète' }).fill(PASSPHRASE);
  await dialog.getByRole('textbox', { name: 'La même phrase' }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByRole('textbox', { name: 'Phrase secrète' }).fill(passphrase);
  await page.keyboard.press('Enter');
}

test('a window whose text cannot be saved locks all the same, says so, and saves it once it is open and there is room', async () => {
  const disk = makeDisk();
  const demo = await openDemoWindow({ dataDirectory: join(disk.directory, 'data') });
  try {
    const { page } = demo.cartable;
    const locked = page.locator('[data-screen="locked"]');
    await chooseLock(page);
    await openAssignment(demo.cartable);
    disk.fill(demo.cartable.enginePid());
    await page.getByTestId('comment-field').fill(`À garder. ${'Long. '.repeat(1500)}`);
    await expect(page.getByTestId('save-state')).toContainText('Le disque est plein');
    await page.keyboard.press('Control+L');
    await expect(locked).toBeVisible();
    await expect(locked).toContainText('Un texte attend d’être enregistré');
    expect(await page.content()).not.toContain('À garder.');
    expect(await axeViolations(page)).toEqual([]);
    await unlock(page);
    await expect(page.getByTestId('comment-field')).toHaveValue(/^À garder\./);
    disk.free(demo.cartable.enginePid());
    await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved', { timeout: 60_000 });
    const kept = demo.local((db) =>
      db.prepare("SELECT COUNT(*) FROM outbox_op WHERE entity = 'comment'").pluck().get(),
    );
    expect(kept).toBe(1);
  } finally {
    await demo.close();
    disk.remove();
  }
});

test('when the computer’s session is locked a page that hears nothing is locked too, and a laxer lock asks for its passphrase', async () => {
  const demo = await openDemoWindow();
  try {
    const { page, application } = demo.cartable;
    const locked = page.locator('[data-screen="locked"]');
    await chooseLock(page);
    const minutes = page.getByRole('combobox', { name: 'Verrouiller après' });
    const dialog = page.getByRole('dialog');
    await minutes.selectOption('5');
    await expect(minutes).toHaveValue('5');
    await minutes.selectOption('60');
    await dialog.getByRole('textbox').fill('une autre phrase');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('Ce n’est pas la phrase secrète');
    await page.keyboard.press('Escape');
    await expect(minutes).toHaveValue('5');
    await minutes.selectOption('60');
    await dialog.getByRole('textbox').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(minutes).toHaveValue('60');

    await application.evaluate(({ BrowserWindow, powerMonitor }) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send = () => undefined;
      powerMonitor.emit('lock-screen');
    });
    await expect(locked).toBeVisible();
    await unlock(page);
    await expect(page.locator('[data-screen="settings"]')).toBeVisible();
  } finally {
    await demo.close();
  }
});
