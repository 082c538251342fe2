import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { CLASS_WORK, type DemoWindow, openAssignment, openDemoWindow } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  ({ cartable } = demo);
  await demo.ent.close();
  await openAssignment(cartable);
  await cartable.page.getByTestId('copies').press('Home');
});

test.afterAll(() => demo?.close());

/** The grade of the copy in hand, as it is on the disk. */
function gradeInHand(): unknown {
  const submissionId = new URL(cartable.page.url()).hash.split('/').at(-1);
  return demo.local((db) =>
    db
      .prepare('SELECT points_x100 AS points, is_counted AS isCounted FROM grade WHERE submission_id = ?')
      .get(submissionId),
  );
}

async function expectNoViolation(): Promise<void> {
  expect(await axeViolations(cartable.page)).toEqual([]);
}

test('letters are chosen by the keyboard, and a letter typed in the grade’s field is the grade', async () => {
  const { page } = cartable;
  await page.keyboard.press('o');
  await page.getByTestId('scale-choice').selectOption({ label: 'Lettres A à E' });
  await expect(page.getByTestId('scale-levels')).toHaveValue(/^A : 20 ; B : 16/);
  await page.getByTestId('scale-levels').fill('A : 20 ; B : 20');
  await expect(page.getByTestId('save-rules')).toBeDisabled();
  await page.getByTestId('scale-levels').fill('A : 20 ; B : 16 ; C : 12 ; D : 8');
  await expectNoViolation();
  await page.getByTestId('save-rules').click();
  await expect(page.getByTestId('level')).toHaveText(['A', 'B', 'C', 'D']);
  await page.keyboard.press('g');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('z');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('grade-fault')).toContainText('A, B, C, D');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('b');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId('grade-field')).toHaveValue('B');
  await expect.poll(gradeInHand).toEqual({ points: 1600, isCounted: 1 });
  await expect(page.getByTestId('level').nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('copy').first()).toContainText('B');
  await expectNoViolation();
});

test('a level is given by its button; undo gives the one before it back', async () => {
  const { page } = cartable;
  await page.getByTestId('level').first().click();
  await expect.poll(gradeInHand).toEqual({ points: 2000, isCounted: 1 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect.poll(gradeInHand).toEqual({ points: 1600, isCounted: 1 });
  await expect(page.getByTestId('grade-field')).toHaveValue('B');
});

test('the gradebook shows levels, and takes one that is typed', async () => {
  const { page } = cartable;
  await page.keyboard.press('Control+2');
  await page.getByRole('link', { name: /^2de 3/ }).click();
  const cell = page.getByRole('gridcell', { name: new RegExp(`${CLASS_WORK}.*\\bB\\b`) }).first();
  await expect(cell).toHaveText(/^B/);
  await cell.focus();
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name: new RegExp(`${CLASS_WORK} : C\\b`) }).first()).toHaveText(
    /^C/,
  );
  await page.keyboard.press('Control+z');
  await expect(cell).toHaveText(/^B/);
});

test('an assignment that does not count leaves its grades out; undo lets them count again', async () => {
  const { page } = cartable;
  await openAssignment(cartable);
  await page.getByTestId('copies').press('Home');
  await page.getByTestId('edit-rules').click();
  await page.getByRole('radio', { name: 'Non significatif' }).check();
  await page.getByTestId('save-rules').click();
  await expect(page.getByTestId('not-counted')).toBeChecked();
  await expect.poll(gradeInHand).toEqual({ points: 1600, isCounted: 0 });
  await page.keyboard.press('u');
  await expect.poll(gradeInHand).toEqual({ points: 1600, isCounted: 1 });
});

test('the domains of the common core are one choice away, with the four French levels', async () => {
  const { page } = cartable;
  await page.getByTestId('edit-criteria').click();
  await page.getByTestId('ready-criteria').selectOption('socle');
  await expect(page.getByTestId('criterion-label')).toHaveCount(5);
  await expect(page.getByTestId('criteria-total')).toContainText('20');
  await page.getByTestId('save-criteria').click();
  await expect(page.getByTestId('criterion-level').first()).toHaveText('Très bonne maîtrise');
});

test('what comes late keeps its grade until the rule is asked for; then the computation stands beside it', async () => {
  const { page } = cartable;
  await page.keyboard.press('o');
  await page.getByTestId('late-kind').selectOption('points');
  await page.getByTestId('late-per-day').fill('1');
  await page.getByLabel('Compter aussi week-ends').check();
  await expectNoViolation();
  await page.getByTestId('save-rules').click();
  await expect(page.getByTestId('rules-dialog')).toBeHidden();
  const late = demo.local((db) =>
    db
      .prepare(
        `SELECT submission.id, assignment.id AS assignmentId, submitted_at - due_at AS lateMs FROM submission
         JOIN assignment ON assignment.id = assignment_id WHERE title LIKE ? AND submitted_at > due_at LIMIT 1`,
      )
      .get(`%${CLASS_WORK}%`),
  ) as { id: string; assignmentId: string; lateMs: number };
  const days = Math.ceil(late.lateMs / 86_400_000);
  await page.evaluate(({ assignmentId, id }) => {
    location.hash = `#/grading/${assignmentId}/${id}`;
  }, late);
  await expect.poll(() => new URL(page.url()).hash).toContain(late.id);
  await page.keyboard.press('g');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('14');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('lateness-proposal')).toContainText(`14 − ${days} (${days}`);
  await expect.poll(gradeInHand).toMatchObject({ points: 1400 });
  await page.keyboard.press('l');
  await expect.poll(gradeInHand).toMatchObject({ points: 1400 - 100 * days });
  await expect(page.getByTestId('computation')).toContainText(`= ${14 - days}`);
  await page.getByTestId('bonus-field').fill('+0,5');
  await page.getByTestId('bonus-field').press('Enter');
  await expect.poll(gradeInHand).toMatchObject({ points: 1450 - 100 * days });
  await expect(page.getByTestId('computation')).toContainText('14 + 0,5 (bonus)');
  await expectNoViolation();
  await page.getByTestId('late-days-field').fill('0');
  await page.getByTestId('late-days-field').press('Enter');
  await expect.poll(gradeInHand).toMatchObject({ points: 1450 });
  await page.getByTestId('drop-adjustment').click();
  await expect.poll(gradeInHand).toMatchObject({ points: 1400 });
  await expect(page.getByTestId('lateness-proposal')).toBeVisible();
  await page.keyboard.press('u');
  await expect.poll(gradeInHand).toMatchObject({ points: 1450 });
});

test('names stay hidden until they are asked for, also in the gradebook, and the history says when', async () => {
  const { page } = cartable;
  const name = page.getByTestId('copy-name');
  const student = (await name.textContent()) ?? '';
  await page.keyboard.press('a');
  await expect(name).toHaveText(/^Copie \d+$/);
  const numbered = (await name.textContent()) ?? '';
  const { hash } = new URL(page.url());
  await page.keyboard.press('Control+2');
  await page.getByRole('link', { name: /^2de 3/ }).click();
  await expect(page.getByRole('img', { name: /Copies anonymes/ })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: new RegExp(`${CLASS_WORK} : .*14,5`) })).toHaveCount(0);
  await expectNoViolation();
  await page.reload();
  await page.evaluate((copy) => {
    location.hash = copy;
  }, hash);
  await expect(name).toHaveText(numbered);
  await page.keyboard.press('a');
  await expect(page.getByTestId('show-names')).toBeFocused();
  await expectNoViolation();
  await page.keyboard.press('Enter');
  await expect(name).toHaveText(student);
  await page.keyboard.press('o');
  await expect(page.getByTestId('names-history').getByRole('listitem')).toHaveText([/montrés/, /cachés/]);
  await page.keyboard.press('Escape');
});

test('of a copy marked twice neither grade is seen before both are there; then one is decided on', async () => {
  const { page } = cartable;
  const { hash } = new URL(page.url());
  const inHand = async () => {
    await page.evaluate((copy) => {
      location.hash = copy;
    }, hash);
    await expect.poll(() => new URL(page.url()).hash).toBe(hash);
  };
  await page.keyboard.press('o');
  await page.getByTestId('scale-choice').selectOption('points');
  await page.getByTestId('mark-twice').check();
  await expectNoViolation();
  await page.getByTestId('save-rules').click();
  const second = page.getByTestId('second-marking');
  const field = page.getByTestId('round-field');
  await field.fill('21');
  await field.press('Enter');
  await expect(second.getByRole('alert')).toBeVisible();
  await field.fill('14,25');
  await field.press('Enter');
  await inHand();
  await expect(page.getByTestId('round-given')).toBeVisible();
  await expect(second).not.toContainText('14,25');
  await page.getByTestId('marking-round').getByText('2e lecture').click();
  await expect(second).not.toContainText('14,25');
  await field.fill('12');
  await field.press('Enter');
  await inHand();
  await expect(page.getByTestId('rounds-difference')).toContainText('2,25');
  await expect(page.getByTestId('decide')).toHaveCount(3);
  await expectNoViolation();
  await page.getByTestId('decide').nth(2).click();
  await expect.poll(gradeInHand).toMatchObject({ points: 1313 });
});
