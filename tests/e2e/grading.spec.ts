import { expect, test } from '@playwright/test';
import { axeViolations, TAGGED_PDF } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, enterField, openAssignment, openDemoWindow } from './demo-window.ts';

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

const local: DemoWindow['local'] = (read) => demo.local(read);

/** Grades that wait for the ENT, in hundredths, by submission. */
function waitingGrades(): Map<string, number> {
  const payloads = local((db) =>
    db.prepare("SELECT payload FROM outbox_op WHERE entity = 'grade' ORDER BY seq").pluck().all(),
  ) as string[];
  const bodies = payloads.map(
    (payload) => JSON.parse(payload) as { submission_id: string; points_x100: number },
  );
  return new Map(bodies.map((body) => [body.submission_id, body.points_x100]));
}

/** All that the screen says, but for what the student's own pages do: who signs a copy is named on it. */
function saidByCartable(): Promise<string> {
  return cartable.page.locator('[data-screen="grading"]').evaluate((screen) => {
    const said = screen.cloneNode(true) as HTMLElement;
    for (const own of said.querySelectorAll('.textLayer, .structTree')) own.remove();
    return said.textContent ?? '';
  });
}

/** What happens while the engine answers nothing: it is asked, and goes on afterwards. */
async function whileEngineIsSlow(act: () => Promise<void>): Promise<void> {
  const engine = cartable.enginePid();
  process.kill(engine, 'SIGSTOP');
  try {
    await act();
  } finally {
    process.kill(engine, 'SIGCONT');
  }
}

test('words typed before a copy has been read are its comment, after what it said, also when it is left at once', async () => {
  const { page } = cartable;
  const comment = page.getByTestId('comment-field');
  const texts = () => local((db) => db.prepare('SELECT text FROM comment ORDER BY id').pluck().all());
  const before = texts() as string[];
  await whileEngineIsSlow(async () => {
    await page.getByTestId('copies').press('End');
    await enterField(cartable, 'c');
    await page.keyboard.type('Juge bien. ');
    await expect(comment).toHaveValue('Juge bien. ');
  });
  await expect.poll(texts).toEqual([...before, 'Juge bien.']);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  await page.getByTestId('copies').press('Home');
  // What was read of the copy is forgotten.
  await page.reload();
  await expect(page.getByTestId('grade-field')).toBeVisible();
  await whileEngineIsSlow(async () => {
    await page.getByTestId('copies').press('End');
    await enterField(cartable, 'c');
    await page.keyboard.type('Gagne en clarté.');
    await page.keyboard.press('Escape');
    await page.getByTestId('copies').press('Home');
  });
  await expect.poll(texts).toEqual([...before, 'Juge bien.\nGagne en clarté.']);
  await page.getByTestId('copies').press('End');
  await expect(comment).toHaveValue('Juge bien.\nGagne en clarté.');
  await page.getByTestId('copies').press('Home');
});

test('two digits of a grade may come before the screen is drawn again', async () => {
  const { page } = cartable;
  const caret = await page.evaluate(() => {
    const digit = { key: '1', bubbles: true, cancelable: true };
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', digit));
    const field = document.activeElement as HTMLInputElement;
    return [field.dataset.testid, field.value, field.selectionStart, field.selectionEnd];
  });
  // In the same turn as the first digit: after it, and nothing is selected.
  expect(caret).toEqual(['grade-field', '1', 1, 1]);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
});

test('every copy shows its documents, its text, or a sentence that says why not', async () => {
  const { page } = cartable;
  const count = await page.getByTestId('copy').count();
  expect(count).toBeGreaterThan(5);
  const shown = page.locator(
    '.document-stack-layer[data-shown] [data-shown], .document-stack-layer[data-shown] [data-testid="document-notice"], .grading-document .empty-state, .grading-text',
  );
  for (let copy = 0; copy < 35; copy += 1) {
    await expect(shown.first()).toBeVisible();
    await expect(page.locator('[data-fault="damaged"], [data-fault="unreadable"]')).toHaveCount(0);
    await page.keyboard.press('j');
  }
  await page.getByTestId('copies').press('Home');
});

test('letters typed in the comment are text, and moving on saves it', async () => {
  const { page } = cartable;
  await enterField(cartable, 'c');
  await page.keyboard.type('Jk gu ? 12, bien.');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => local((db) => db.prepare("SELECT text FROM comment WHERE text LIKE 'Jk%'").pluck().get()))
    .toBe('Jk gu ? 12, bien.');
});

test('U takes the last grade back', async () => {
  const { page } = cartable;
  await page.keyboard.press('Escape');
  await page.getByTestId('copies').press('Home');
  await enterField(cartable, 'g');
  await page.keyboard.type('13,25');
  await page.keyboard.press('Enter');
  // At once, while it may still be on its way: it is the last edit all the same.
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect(page.getByText(/Annulé.*13,25/)).toBeVisible();
  expect([...waitingGrades().values()]).toEqual([]);
});

test('a class is graded by the keyboard alone, to a screen that says what comes next', async () => {
  const { page } = cartable;
  await page.getByTestId('copies').press('Home');
  await enterField(cartable, 'g');
  for (let copy = 0; copy < 40 && !(await page.getByTestId('grading-done').isVisible()); copy += 1) {
    await page.keyboard.type(`${8 + (copy % 10)},5`);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByTestId('grading-done')).toBeVisible();
  await expect(page.getByTestId('grading-progress')).toContainText('32/32');
  await expect.poll(() => waitingGrades().size).toBe(32);
  for (const points of waitingGrades().values()) expect(points % 100).toBe(50);
});

test('without names, neither the list nor the files tell who it is', async () => {
  const { page } = cartable;
  const name = await page.getByTestId('copy-name').textContent();
  const [lastName = ''] = (name ?? '').split(' ');
  await page.getByRole('button', { name: 'Revoir les copies' }).click();
  await page.keyboard.press('a');
  await expect(page.getByTestId('copy-name')).toContainText('Copie');
  await expect(page.locator('.document-stack-layer[data-shown] > [data-shown]')).toBeVisible();
  expect(await saidByCartable()).not.toContain(lastName);
  await page.keyboard.press('a');
  await expect(page.getByTestId('show-names')).toBeFocused();
  await expect(page.getByTestId('copy-name')).toContainText('Copie');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('copy-name')).toHaveText(name ?? '');
});

test('neither the choice nor the three panes have a fault that axe can see', async () => {
  const { page } = cartable;
  expect(await axeViolations(cartable.page, TAGGED_PDF)).toEqual([]);
  await page.keyboard.press('?');
  await expect(page.getByTestId('keys-dialog')).toBeVisible();
  expect(await axeViolations(cartable.page, TAGGED_PDF)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+3');
  await expect(page.getByTestId('assignments')).toBeVisible();
  expect(await axeViolations(cartable.page, TAGGED_PDF)).toEqual([]);
});
