import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { addForum, type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { attachmentArea } from '../fake-moodle/functions/forums.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, connectByForm, openCartable, temporaryData } from './cartable-window.ts';
import { takeInBothLanguages } from './pictures.ts';

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
  await takeInBothLanguages(page, name);
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

test('a lesson without a title goes there under its date, and what the forum does not take is shown before and after', async () => {
  Object.assign(fake.site.config, { withoutCapabilities: new Set() });
  const [forum] = fake.site.forums;
  if (forum === undefined) throw new Error('no forum');
  forum.maxbytes = 20;
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    window.location.hash = '#/lessons';
  });
  await expect(page.getByTestId('lesson-new')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  for (const [name, text] of [
    ['exercices.txt', 'Exercice 1'],
    [
      'compte rendu très long de la séance de travaux pratiques.txt',
      'Un texte plus long que ce que le forum prend',
    ],
  ] as const) {
    const path = join(data.directory, name);
    writeFileSync(path, text);
    await answerDialogs(cartable, { open: path, save: path });
    await page.getByRole('button', { name: 'Joindre un fichier…' }).first().click();
    await expect(page.getByTestId('attachment').filter({ hasText: name })).toContainText(
      'Enregistré sur cet ordinateur',
    );
  }
  await expect(page.locator('.lesson-bar')).toContainText('Enregistré sur cet ordinateur');
  await page.getByTestId('lesson-moodle').click();
  const dialog = page.getByRole('dialog');
  const announcement = dialog.getByTestId('moodle-deposit').nth(1);
  await expect(announcement.getByTestId('moodle-left')).toContainText('compte rendu');
  await expect(announcement).toContainText('plus lourd que ce qui y est accepté');
  await expect(announcement).toContainText('Vos fichiers personnels');
  await look('moodle-lesson-left');
  const button = announcement.getByRole('button', { name: 'Déposer' });
  await announcement.getByTestId('moodle-agree').uncheck();
  await expect(button).toBeDisabled();
  await announcement.getByTestId('moodle-agree').check();
  await button.click();
  await expect(announcement).toContainText('Déjà là.');
  await expect(announcement.getByTestId('moodle-left')).toContainText('Ne sont pas dans l’annonce');
  await look('moodle-lesson-left-after');
  const posted = fake.site.discussions.at(-1);
  expect(posted?.name).toMatch(/^Séance du /);
  expect(
    fake.site.files.files(attachmentArea(forum, posted?.id ?? 0)).map(({ filename }) => filename),
  ).toEqual(['exercices.txt']);
});
