import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type FakeMoodle, startFakeMoodle } from '../fake-moodle/fake-moodle.ts';
import type { Assign } from '../fake-moodle/site/assign.ts';
import { addAssignment, handIn } from '../fake-moodle/site/recorded-class.ts';
import { axeViolations } from './axe-violations.ts';
import { type CartableWindow, connectByForm, openCartable, temporaryData } from './cartable-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** A rubric and a scale of a Moodle, in the assessment panel. */

const data = temporaryData();
let fake: FakeMoodle;
let rubric: Assign;
let scale: Assign;
let unknown: Assign;
let cartable: CartableWindow;
let page: Page;

const level = (id: number, score: number, definition: string) => ({ id, score, definition });
const CRITERIA = [
  { id: 1, description: 'Raisonnement', levels: [level(10, 0, 'Absent'), level(11, 3, 'Juste')] },
  { id: 2, description: 'Rédaction', levels: [level(20, 0, 'Confuse'), level(21, 2, 'Claire')] },
];

test.beforeAll(async () => {
  fake = await startFakeMoodle({ students: 3 });
  fake.site.scales.set(5, ['Non acquis', 'En cours', 'Acquis']);
  const add = (name: string, fields: object) => {
    const assign = addAssignment(fake.site, { course: 2, name, ...fields });
    for (const id of [4, 5, 6]) handIn(assign, id, { text: '<p>Une réponse.</p>' });
    return assign;
  };
  rubric = add('Exposé', { rubric: { criteria: CRITERIA } });
  scale = add('Oral', { grade: -5 });
  unknown = add('Dossier', { rubric: { criteria: CRITERIA } });
  const one = { score: 0, remark: '' };
  const fillings = new Map([
    [1, { ...one, levelid: 11 }],
    [2, { ...one, levelid: 20, remark: 'Relire' }],
  ]);
  fake.gradeOnWeb(4, { fillings }, { assign: rubric });
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

async function openCopy(assign: Assign, userId: number): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/grading/assign-${assign.row.id}/copy-${assign.row.id}-${userId}`);
  await expect(page.getByTestId('copy-name')).toContainText(`Nom${userId - 3}`);
}

async function look(name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  await takeInBothLanguages(page, name);
}

test('the levels of Moodle’s rubric are chosen here, and the grade that they make is back at Moodle', async () => {
  await openCopy(rubric, 4);
  await expect(page.getByTestId('criterion-remark').nth(1)).toHaveValue('Relire');
  await openCopy(rubric, 5);
  await expect(page.getByTestId('edit-criteria')).toHaveCount(0);
  await expect(page.getByText('La note est celle de la grille de Moodle')).toBeVisible();
  await page.getByRole('button', { name: 'Juste' }).click();
  await page.getByRole('button', { name: 'Claire' }).click();
  await look('moodle-rubric');
  await page.keyboard.press('F9');
  await expect.poll(() => rubric.userGrade(5)?.grade).toBe(20);
  expect(rubric.userGrade(5)?.fillings?.get(2)?.levelid).toBe(21);
});

test('a level of a scale is chosen by its name; a rubric that is not known yet says what to do', async () => {
  await openCopy(scale, 5);
  await page.getByRole('button', { name: 'En cours' }).click();
  await look('moodle-scale');
  await page.keyboard.press('F9');
  await expect.poll(() => scale.userGrade(5)?.grade).toBe(2);
  await openCopy(unknown, 5);
  await expect(page.getByText('Notez-en une sur Moodle, puis synchronisez.')).toBeVisible();
  await look('moodle-unknown');
});
