import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import { type DemoWindow, openAssignment, openDemoWindow, waitForDocuments } from './demo-window.ts';
import { type HeldLine, holdLine } from './held-line.ts';

/** Another device's grade comes while one is being typed here: both are shown, and the teacher chooses. */

test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let line: HeldLine;

test.beforeAll(async () => {
  demo = await openDemoWindow({
    line: async (ent) => {
      line = await holdLine(ent.url);
      return line.url;
    },
  });
  await waitForDocuments(demo.local);
});

test.afterAll(async () => {
  await demo?.close();
  await line?.close();
});

const one = (sql: string, ...values: unknown[]) =>
  demo.local((db) =>
    db
      .prepare(sql)
      .pluck()
      .get(...values),
  );
const gradeHere = (id: string) => one('SELECT points_x100 FROM grade WHERE submission_id = ?', id);
const gradeThere = (id: string) =>
  demo.ent.store.entities('grade').find((grade) => grade.id === id)?.body.points_x100;

/** « Synchroniser maintenant », once nothing is exchanged any more. */
async function exchange(onReady: () => void = () => undefined): Promise<void> {
  const { page } = demo.cartable;
  await page.keyboard.press('Control+6');
  await expect(page.getByTestId('sync-now')).toBeEnabled({ timeout: 60_000 });
  onReady();
  await page.getByTestId('sync-now').click();
}

/** Begins an exchange, lets `type` begin a grade, brings another one for the copy that it names, and lets `end` end it. */
async function typeWhileItComes(type: () => Promise<string>, end: () => Promise<void>): Promise<string> {
  let asked = Promise.resolve();
  await exchange(() => {
    asked = line.hold().asked;
  });
  await asked;
  const id = await type();
  demo.ent.editOnTheWeb([{ entity: 'grade', id, body: { submission_id: id, points_x100: 725 } }]);
  line.release();
  await expect.poll(() => gradeHere(id)).toBe(725);
  await end();
  await expect.poll(() => gradeHere(id)).toBe(1550);
  await exchange();
  return id;
}

async function isToBeChosen(id: string): Promise<void> {
  const conflict = demo.cartable.page.locator('.sync-conflict').first();
  for (const value of ['15,5', '7,25']) await expect(conflict).toContainText(value);
  expect(gradeThere(id)).toBe(725);
}

test('in the gradebook', async () => {
  const { page } = demo.cartable;
  const id = await typeWhileItComes(
    async () => {
      await page.keyboard.press('Control+2');
      await page.locator('[data-place="0:0"]').focus();
      await page.keyboard.type('15,5');
      const student = await page.locator('.gradebook-name').first().textContent();
      const title = await page.locator('.gradebook-assignment').first().textContent();
      return copyOf(student ?? '', title ?? '');
    },
    () => page.keyboard.press('Enter'),
  );
  await isToBeChosen(id);
  await page.locator('.sync-conflict').getByRole('button').first().press('t');
  await expect(page.locator('.sync-conflict')).toHaveCount(0);
  expect(gradeHere(id)).toBe(725);
});

test('on the copy', async () => {
  const { page } = demo.cartable;
  const id = await typeWhileItComes(
    async () => {
      await openAssignment(demo.cartable);
      await page.getByTestId('grade-field').fill('15,5');
      return decodeURIComponent(new URL(page.url()).hash.split('/').at(-1) ?? '');
    },
    () => page.getByTestId('grade-field').press('Enter'),
  );
  await isToBeChosen(id);
});

test('the publication dialog says that it stays here, and leads to the choice', async () => {
  const { page } = demo.cartable;
  await openAssignment(demo.cartable);
  await page.getByTestId('publication').click();
  const heldBack = page.getByTestId('publication-held-back');
  await expect(heldBack).toContainText('1\u00a0copie');
  expect(await axeViolations(page)).toEqual([]);
  await heldBack.getByRole('button').press('Enter');
  await expect(page.locator('.sync-conflict')).toBeVisible();
});

function copyOf(student: string, title: string): string {
  return String(
    one(
      `SELECT submission.id FROM submission JOIN student ON student.id = student_id
         JOIN assignment ON assignment.id = assignment_id
       WHERE instr(?, last_name) > 0 AND instr(?, first_name) > 0 AND instr(?, title) > 0`,
      student,
      student,
      title,
    ),
  );
}
