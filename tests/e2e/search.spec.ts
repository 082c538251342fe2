import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openDemoWindow } from './demo-window.ts';

test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await demo.ent.close();
});

test.afterAll(() => demo?.close());

async function search(text: string): Promise<void> {
  await cartable.page.keyboard.press('Control+k');
  await expect(cartable.page.getByTestId('search-text')).toBeFocused();
  await cartable.page.getByTestId('search-text').fill(text);
}

async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `search-${name}.png`) });
}

function choices(kind: string) {
  return cartable.page.locator(`[data-testid="search-choice"][data-kind="${kind}"]`);
}

test('a student is found from anywhere, without the mouse, and Enter opens the class', async () => {
  const { page } = cartable;
  const { lastName, classGroupId } = demo.local((db) =>
    db
      .prepare(
        `SELECT last_name AS lastName, min(class_group_id) AS classGroupId FROM student
         JOIN student_class_group ON student_id = student.id GROUP BY student.id ORDER BY student.id LIMIT 1`,
      )
      .get(),
  ) as { lastName: string; classGroupId: string };
  await search(lastName.toLowerCase());
  await expect(choices('student').first()).toContainText(lastName);
  await shoot('student');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('search-text')).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`#/classes/${classGroupId}$`));
});

test('a lesson is found by a word of its text as soon as it is written, and a new one begins by its action', async () => {
  const { page } = cartable;
  await search('nouv sea');
  await page.keyboard.press('Enter');
  await page.getByTestId('lesson-title').fill('Le théorème de Thalès');
  await page.getByTestId('lesson-editor').locator('.rich-text-body').click();
  await page.keyboard.type('Une droite sécante à deux parallèles');
  await expect(page.getByTestId('save-state').first()).toHaveAttribute('data-status', 'saved');
  await page.keyboard.press('Control+1');
  await search('SECANTE parall');
  await expect(choices('lesson')).toHaveCount(1);
  await expect(choices('lesson').locator('mark').first()).toHaveText('sécante');
  await shoot('lesson');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('lesson-title')).toHaveValue('Le théorème de Thalès');
});

test('in a text, the key makes a link of selected words, and searches without any', async () => {
  const { page } = cartable;
  await page.getByTestId('lesson-editor').locator('.rich-text-body').click();
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('search-text')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('search-text')).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Lien' })).toBeVisible();
  await expect(page.getByTestId('search-text')).toHaveCount(0);
  await page.keyboard.press('Escape');
});

test('actions are found by their words, and what matches nothing is told', async () => {
  const { page } = cartable;
  await page.keyboard.press('Control+1');
  await search('');
  await expect(choices('action')).toHaveCount(12);
  await shoot('actions');
  await page.getByTestId('search-text').fill('carn zzz');
  await expect(page.getByRole('status').filter({ hasText: 'Rien ne correspond' })).toBeVisible();
  await page.getByTestId('search-text').fill('docu');
  await expect(choices('action')).toHaveText(['Documents']);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-screen="documents"]')).toBeVisible();
});
