import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import { addUser, TEACHER } from '../fake-moodle/site/recorded-class.ts';
import { smallPdf } from '../fake-moodle/site/small-pdf.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, connectByForm, openCartable, temporaryData } from './cartable-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** An extension, another attempt and the state of the marking of a Moodle’s copies, in the assessment panel. */

const data = temporaryData();
let fake: FakeMoodle;
let cartable: CartableWindow;
let page: Page;

test.beforeAll(async () => {
  fake = await startFakeMoodle({ students: 3 });
  Object.assign(fake.assign.row, {
    duedate: fake.site.now() - 86_400,
    markingworkflow: true,
    markingallocation: true,
    attemptreopenmethod: 'manual',
    maxattempts: 3,
  });
  for (const id of [4, 5, 6]) fake.handIn(id, [], '<p>Une réponse.</p>');
  fake.assign.ensureFlags(4).allocatedmarker = TEACHER.id;
  addUser(fake.site, 90, { username: 'durand', firstname: 'Ève', lastname: 'Durand' });
  fake.site.enrolments.push({ courseid: 2, userid: 90, role: 'teacher', suspended: false });
  fake.assign.ensureFlags(5).allocatedmarker = 90;
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

async function openCopy(userId: number): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/grading/assign-1/copy-1-${userId}`);
  await expect(page.getByTestId('copy-name')).toContainText(`Nom${userId - 3}`);
}

async function look(name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, name);
}

test('an extension is granted from the panel, a copy by it is late no more, and Moodle has it', async () => {
  await openCopy(4);
  await expect(page.getByTestId('extension')).toHaveText('Aucun');
  await expect(page.getByText('Rendue en retard')).toBeVisible();
  await page.getByTestId('extension-edit').click();
  await page.getByTestId('extension-date').fill('2040-01-31T18:00');
  await look('moodle-extension');
  await page.getByTestId('extension-save').click();
  await expect(page.getByTestId('extension')).toContainText('2040');
  await expect(page.getByText('Rendue en retard')).toHaveCount(0);
  await page.keyboard.press('F9');
  // By the window's clock, whatever this process has.
  const until = await page.evaluate(() => new Date('2040-01-31T18:00').getTime() / 1000);
  await expect.poll(() => fake.assign.flags.get(4)?.extensionduedate).toBe(until);
  await openCopy(4);
  await page.getByTestId('extension-remove').click();
  await expect(page.getByTestId('extension')).toHaveText('Aucun');
});

test('the state of the marking and another attempt go with the grade', async () => {
  await openCopy(5);
  await page.getByTestId('grade-field').fill('9');
  await page.getByTestId('grade-field').blur();
  await page.getByTestId('marking-state').click();
  await page.getByRole('option', { name: 'Prêt à publier' }).click();
  await expect(page.getByTestId('attempt')).toHaveText('Tentative 1 sur 3');
  await page.getByTestId('reopen').click();
  await expect(page.getByTestId('attempt')).toHaveText('Tentative 2 sur 3');
  // One at a time: the next can be asked for once this one is open.
  await expect(page.getByTestId('reopen')).toHaveCount(0);
  await look('moodle-handling');
  await page.keyboard.press('F9');
  await expect.poll(() => fake.assign.flags.get(5)?.workflowstate).toBe('readyforrelease');
  expect(fake.assign.userSubmission(5)?.attemptnumber).toBe(1);
  expect(fake.assign.userGrade(5, 0)?.grade).toBe(9);
});

test('copies that were given to a colleague are told apart in the list, and left out of one’s own', async () => {
  await openCopy(4);
  const copies = page.getByTestId('copy');
  await expect(copies.nth(0)).toContainText('Attribuée à moi');
  await expect(copies.nth(1)).toContainText('Attribuée à Ève Durand');
  await expect(copies.nth(2).getByTestId('copy-marker')).toHaveCount(0);
  await look('moodle-markers');
  await page.getByTestId('copies-filter').selectOption('mine');
  await expect(copies).toHaveCount(1);
  await expect(copies).toContainText('Nom1');
  await page.getByTestId('copies-filter').selectOption('all');
  await expect(copies).toHaveCount(3);
});

test('what was handed in before is beside the copy, with its grade, and its files open', async () => {
  const bytes = smallPdf('Premier jet');
  fake.handIn(6, [{ filename: 'premier.pdf', bytes }], '<p>Premier jet.</p>');
  fake.gradeOnWeb(6, {
    grade: 7,
    comment: '<p>À reprendre.</p>',
    workflowstate: 'released',
    addattempt: true,
  });
  fake.handIn(6, [], '<p>Second jet.</p>');
  await page.keyboard.press('F9');
  await expect(page.getByRole('heading', { name: 'Synchronisation', level: 1 })).toBeVisible();
  await openCopy(6);
  const attempt = page.getByTestId('earlier-attempt');
  await expect(attempt).toContainText('7');
  await expect(page.getByTestId('attempt')).toHaveText('Tentative 2 sur 3');
  await attempt.locator('summary').click();
  await expect(attempt).toContainText('Premier jet.');
  await expect(attempt).toContainText('À reprendre.');
  await look('moodle-earlier-attempts');
  await attempt.getByRole('button', { name: 'premier.pdf' }).click();
  await expect(page.getByRole('dialog')).toContainText('premier.pdf');
  await page.keyboard.press('Escape');
});
