import { expect, test } from '@playwright/test';
import { enterField, openAssignment, openDemoWindow } from './demo-window.ts';

test('Escape leaves a field at the first press, also while the tip of a button is open', async () => {
  const demo = await openDemoWindow();
  try {
    const { page } = demo.cartable;
    await demo.ent.close();
    await openAssignment(demo.cartable);
    await enterField(demo.cartable, 'c');
    await page.getByTestId('edit-rules').hover();
    await expect(page.getByRole('tooltip')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('comment-field')).not.toBeFocused();
    await expect(page.getByRole('tooltip')).toHaveCount(0);
  } finally {
    await demo.close();
  }
});
