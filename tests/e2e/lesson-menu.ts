import { expect, type Page } from '@playwright/test';

/** Chooses a line of a lesson's menu by the keyboard. The menu takes the focus once it is drawn: a key pressed before goes to none of its lines. */
export async function chooseInLessonMenu(page: Page, item: string): Promise<void> {
  await page.getByTestId('lesson-menu').press('Enter');
  const isInMenu = () => document.activeElement?.closest('[role="menu"]') != null;
  await expect.poll(() => page.evaluate(isInMenu)).toBe(true);
  await page.getByTestId(item).press('Enter');
}
