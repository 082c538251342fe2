import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
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

/** The mark of the copy that was last written, as it is on the disk. */
function lastMark(): unknown {
  return demo.local((db) =>
    db
      .prepare(
        'SELECT points_x100, standing, is_counted FROM grade ORDER BY updated_at DESC, submission_id LIMIT 1',
      )
      .raw()
      .get(),
  );
}

test('absent, exempt, not handed in and late are typed in the grade field, and Ctrl+Z takes them back', async () => {
  const { page } = cartable;
  await page.getByTestId('copies').press('Home');
  await enterField(cartable, 'g');
  await page.keyboard.type('abs');
  await page.keyboard.press('ArrowDown');
  await expect.poll(lastMark).toEqual([null, 'absent', 1]);
  await page.keyboard.type('0 nr');
  await page.keyboard.press('ArrowDown');
  await expect.poll(lastMark).toEqual([0, 'not-handed-in', 1]);
  await page.keyboard.type('(12,5) ret');
  await page.keyboard.press('ArrowDown');
  await expect.poll(lastMark).toEqual([1250, 'late', 0]);
  await page.getByTestId('copies').press('Home');
  await expect(page.getByTestId('copy').first()).toContainText('Absent');
  // The panel is that copy's: what is pressed next is meant for it.
  await expect(page.getByTestId('standing-absent')).toHaveAttribute('aria-pressed', 'true');
});

test('a button says what a word says, and pressed again takes it back', async () => {
  const { page } = cartable;
  const exempt = page.getByTestId('standing-exempt');
  await exempt.click();
  await expect(exempt).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(lastMark).toEqual([null, 'exempt', 1]);
  await exempt.click();
  await expect(exempt).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('u');
  await expect(exempt).toHaveAttribute('aria-pressed', 'true');
});

test('a class is a draft until it is published, and what changes afterwards keeps its history', async () => {
  const { page } = cartable;
  const publication = page.getByTestId('publication');
  await expect(publication).toHaveAttribute('data-state', 'draft');
  await publication.click();
  await expect(page.getByTestId('publication-confirm')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByTestId('publication-confirm').click();
  await expect(publication).toHaveAttribute('data-state', 'published');
  const groups = demo.local((db) =>
    db.prepare('SELECT entity FROM outbox_op WHERE group_id IS NOT NULL ORDER BY seq').pluck().all(),
  );
  expect(groups).toContain('assessment');
  expect(groups).toContain('grade');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await enterField(cartable, 'g');
  await page.keyboard.type('11');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('earlier-marks')).toContainText('0 n. rdu');
});

test('publication at a date is undone by U', async () => {
  const { page } = cartable;
  await page.getByTestId('publication').click();
  await page.getByRole('radio', { name: /date/ }).check();
  await page.getByTestId('publication-date').fill('2030-01-07T18:00');
  await page.getByTestId('publication-confirm').click();
  await expect(page.getByTestId('publication')).toHaveAttribute('data-state', 'planned');
  await page.keyboard.press('u');
  await expect(page.getByTestId('publication')).toHaveAttribute('data-state', 'published');
});
