import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { addForum, type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, connectByForm, openCartable, temporaryData } from './cartable-window.ts';

/** A lesson that goes to its course at a Moodle, by what the course allows. */

const data = temporaryData();
let fake: FakeMoodle;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  fake = await startFakeMoodle({ students: 3 });
  addForum(fake, { name: 'Annonces', type: 'news' });
  cartable = await openCartable(join(data.directory, 'data'));
  ({ page } = cartable);
  await connectByForm(page, fake);
  await expect(page.locator('[data-screen="today"]')).toBeVisible();
});
test.afterAll(async () => {
  await cartable?.close();
  await fake?.close();
  data.remove();
});

async function look(name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  if (process.env.CARTABLE_SHOTS === undefined) return;
  await page.screenshot({ path: join(process.env.CARTABLE_SHOTS, `${name}.png`) });
}

test('a lesson goes into the calendar and the forum of its course once, and what is there is told', async () => {
  await page.keyboard.press('F9');
  await page.evaluate(() => {
    window.location.hash = '#/lessons';
  });
  await expect(page.locator('[data-screen="lessons"]')).toBeVisible();
  // A lesson is for a class, which the synchronisation brings.
  await expect(page.getByTestId('lesson-new')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('La chute libre');
  await page.getByTestId('lesson-moodle').click();
  const dialog = page.getByRole('dialog');
  const [calendar, forum] = [
    dialog.getByTestId('moodle-deposit').nth(0),
    dialog.getByTestId('moodle-deposit').nth(1),
  ];
  await expect(calendar).toContainText('Calendrier du cours');
  await expect(forum).toContainText('Forum «\u00a0Annonces\u00a0»');
  await expect(dialog).toContainText('Common Cartridge');
  await look('moodle-lesson-before');
  await calendar.getByRole('button', { name: 'Déposer' }).click();
  await expect(calendar).toContainText('Déjà là.');
  await expect(calendar.getByRole('button')).toHaveCount(0);
  await forum.getByRole('button', { name: 'Déposer' }).click();
  await expect(forum).toContainText('Déjà là.');
  await dialog.getByText('Ce que contient le cours').click();
  await expect(dialog).toContainText('Devoir 3 : la chute libre');
  await look('moodle-lesson-after');
  expect(fake.site.events.map(({ name }) => name)).toEqual(['La chute libre']);
  expect(fake.site.discussions.map(({ name }) => name)).toEqual(['La chute libre']);
  await page.keyboard.press('Escape');
  // Somebody moves it on the web, and the course allows no discussions any longer.
  for (const event of fake.site.events) event.timestart += 3600;
  Object.assign(fake.site.config, { withoutCapabilities: new Set(['mod/forum:addnews']) });
  await page.getByTestId('lesson-moodle').click();
  await expect(calendar).toContainText('Modifié sur Moodle depuis');
  await expect(dialog.getByTestId('moodle-deposit')).toHaveCount(1);
  await expect(calendar.getByRole('button')).toHaveCount(0);
});
