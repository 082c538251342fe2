import { type ConsoleMessage, expect, test } from '@playwright/test';
import { openCartable, temporaryData } from './cartable-window.ts';

test('no screen, and no kind of document, asks for anything that the policy forbids', async () => {
  const data = temporaryData();
  const cartable = await openCartable(data.directory);
  const { page } = cartable;
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.getByTestId('connect-demo').click();
  await expect(page.locator('[data-screen="today"]')).toBeVisible({ timeout: 120_000 });

  const screens = ['today', 'classes', 'grading', 'lessons', 'documents', 'sync', 'settings'];
  for (const [index, screen] of screens.entries()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await expect(page.locator(`[data-screen="${screen}"]`)).toBeVisible();
    await page.waitForLoadState('networkidle');
  }

  await page.keyboard.press('Control+3');
  await page.getByTestId('assignment').filter({ hasText: 'réfraction de la lumière' }).click();
  const shown = page.locator('[data-testid="document-view"]:visible').first();
  const kinds = new Set<string | null>();
  await expect
    .poll(
      async () => {
        await page.getByTestId('next-copy').click();
        await page.waitForLoadState('networkidle');
        if (await shown.isVisible()) kinds.add(await shown.getAttribute('data-kind'));
        return [...kinds].sort();
      },
      { timeout: 60_000 },
    )
    .toEqual(expect.arrayContaining(['image', 'pdf']));

  await page.keyboard.press('Control+4');
  await page.getByTestId('lesson').first().click();
  await page.locator('.ProseMirror').first().click();
  await page.keyboard.type('Une phrase écrite en séance.');
  await expect(page.locator('.ProseMirror').first()).toContainText('Une phrase écrite');
  expect(complaints).toEqual([]);
  await cartable.close();
  data.remove();
});
