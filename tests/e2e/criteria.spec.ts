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

/** The grade of the copy in hand, as it is on the disk. */
function gradeInHand(): unknown {
  const submissionId = new URL(cartable.page.url()).hash.split('/').at(-1);
  return demo.local((db) =>
    db.prepare('SELECT points_x100 FROM grade WHERE submission_id = ?').pluck().get(submissionId),
  );
}

test('a scheme of two questions and a level is written, and says what it makes together', async () => {
  const { page } = cartable;
  await page.getByTestId('edit-criteria').click();
  await page.getByTestId('criterion-label').first().fill('Schéma');
  await page.getByTestId('criterion-max').first().fill('8,5');
  await page.getByTestId('add-criterion').click();
  await page.getByTestId('criterion-label').nth(1).fill('Calcul');
  await page.getByTestId('criterion-max').nth(1).fill('11,5');
  await page.getByTestId('criterion-levels').nth(1).fill('Fragile : 4 ; Trop : 12');
  await expect(page.getByTestId('save-criteria')).toBeDisabled();
  await page.getByTestId('criterion-levels').nth(1).fill('Fragile : 4 ; Bien : 10');
  await expect(page.getByTestId('criteria-total')).toContainText('20');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByTestId('save-criteria').click();
  await expect(page.getByTestId('criterion-points')).toHaveCount(2);
});

test('the grade is the sum once every question has points; a typed one is marked, and can be the sum again', async () => {
  const { page } = cartable;
  const points = page.getByTestId('criterion-points');
  await page.getByTestId('copies').press('Home');
  await enterField(cartable, 'q');
  await page.keyboard.type('9');
  await page.keyboard.press('Enter');
  await expect(page.getByText('De 0 à 8,5.')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('6,5');
  await page.keyboard.press('Enter');
  await expect(points.nth(1)).toBeFocused();
  await page.getByTestId('criterion-level').filter({ hasText: 'Bien' }).click();
  await expect.poll(gradeInHand).toBe(1650);
  await enterField(cartable, 'g');
  await page.keyboard.type('15');
  await leaveField(cartable);
  await expect(page.getByTestId('criteria-sum')).toHaveAttribute('data-overridden', 'true');
  await page.getByTestId('criterion-level').filter({ hasText: 'Fragile' }).click();
  await expect(page.getByTestId('criteria-sum')).toContainText('10,5/20');
  await expect.poll(gradeInHand).toBe(1500);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByTestId('follow-sum').click();
  await expect.poll(gradeInHand).toBe(1050);
  await page.keyboard.press('u');
  await expect.poll(gradeInHand).toBe(1500);
});

test('the detail goes into the comment, with its remarks, when it is asked for', async () => {
  const { page } = cartable;
  await page.getByTestId('criterion-remark').first().fill('Légende absente');
  await page.getByTestId('tell-criteria').click();
  await expect(page.getByTestId('comment-field')).toHaveValue(
    /Schéma\s: 6,5\/8,5 \(Légende absente\)\nCalcul\s: 4\/11,5$/,
  );
  await page.keyboard.press('Escape');
});

test('question by question: Enter goes to the same question of the next copy', async () => {
  const { page } = cartable;
  const name = page.getByTestId('copy-name');
  await page.getByTestId('by-question').check({ force: true });
  const first = await name.textContent();
  await page.getByTestId('criterion-points').first().press('Enter');
  await expect(name).not.toHaveText(first ?? '');
  await expect(page.getByTestId('criterion-points').first()).toBeFocused();
  await page.keyboard.type('3');
  const second = await name.textContent();
  await page.keyboard.press('Enter');
  await expect(name).not.toHaveText(second ?? '');
  await expect(page.getByTestId('criterion-points').first()).toBeFocused();
  await page.reload();
  await expect(page.getByTestId('by-question')).toBeChecked();
});
