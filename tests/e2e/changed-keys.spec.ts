import { expect, test } from '@playwright/test';
import { axeViolations, TAGGED_PDF } from './axe-violations.ts';
import { openAssignment, openDemoWindow } from './demo-window.ts';

test('a key of grading is changed in the map, obeyed at once and after a restart of the page, and put back', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    await demo.ent.close();
    await openAssignment(demo.cartable);
    const copies = page.getByTestId('copies');
    const inHand = () => page.getByTestId('copy-name').textContent();
    await copies.press('Home');
    await page.keyboard.press('?');
    const next = page.getByTestId('key-J');
    await next.focus();
    await page.keyboard.press('Enter');
    await expect(next).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('k');
    await expect(page.getByTestId('key-fault')).toContainText('Copie précédente');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(next).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('Enter');
    await page.keyboard.press('7');
    await expect(page.getByTestId('key-fault')).toContainText('ne peut pas être choisie');
    await page.keyboard.press('Enter');
    await page.keyboard.press(';');
    await expect(next).toHaveText(';');
    await expect(page.getByTestId('key-fault')).toBeEmpty();
    expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('keys-dialog')).toHaveCount(0);

    const first = await inHand();
    await page.keyboard.press('j');
    await page.keyboard.press(';');
    await expect(page.getByTestId('copy-name')).not.toHaveText(first ?? '');
    const second = await inHand();
    await page.keyboard.press('k');
    await expect(page.getByTestId('copy-name')).toHaveText(first ?? '');
    await page.reload();
    await expect(page.getByTestId('grade-field')).toBeVisible();
    await page.keyboard.press(';');
    await expect(page.getByTestId('copy-name')).toHaveText(second ?? '');

    await page.keyboard.press('?');
    await page.getByTestId('reset-keys').click();
    await expect(page.getByTestId('key-J')).toHaveText('J');
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
    await expect(page.getByTestId('copy-name')).toHaveText(first ?? '');
    await page.keyboard.press('j');
    await expect(page.getByTestId('copy-name')).toHaveText(second ?? '');
  } finally {
    await demo.close();
  }
});
