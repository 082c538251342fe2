import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolations } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';

const DAY_MS = 86_400_000;

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
  await cartable.page.getByTestId('lessons-mode').getByText('Emploi du temps').click();
});

test.afterAll(() => demo?.close());

function slotCount(): unknown {
  return demo.local((db) =>
    db.prepare('SELECT COUNT(*) FROM timetable_slot WHERE removed_at IS NULL').pluck().get(),
  );
}

async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder !== undefined) await cartable.page.screenshot({ path: join(folder, `timetable-${name}.png`) });
}

test('the hours of the lessons become the timetable by one click, and Ctrl+Z takes it back', async () => {
  const { page } = cartable;
  await expect(page.getByTestId('timetable')).toBeVisible();
  await shoot('empty');
  await page.getByTestId('timetable-propose').click();
  // Each is shown as soon as it is there: all of them are once none is proposed any more.
  await expect(page.getByTestId('timetable-propose')).toHaveCount(0);
  const count = await page.getByTestId('slot').count();
  expect(count).toBeGreaterThan(3);
  await expect.poll(slotCount).toBe(count);
  await shoot('proposed');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('slot')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByTestId('slot')).toHaveCount(count);
  expect(await axeViolations(page)).toEqual([]);
});

test('a line is added by the keyboard alone; one at the same hour is told to clash; it is changed and removed', async () => {
  const { page } = cartable;
  const before = await page.getByTestId('slot').count();
  for (const room of ['B204', 'C1']) {
    await page.getByTestId('slot-add').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('slot-class')).toBeFocused();
    await page.getByTestId('slot-weekday').selectOption('6');
    await page.getByTestId('slot-room').fill(room);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('slot-dialog')).toHaveCount(0);
  }
  await expect(page.getByTestId('slot').filter({ hasText: 'En même temps' })).toHaveCount(2);
  await page.getByTestId('slot').filter({ hasText: 'C1' }).click();
  await shoot('dialog');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByTestId('slot-remove').click();
  await expect(page.getByTestId('slot')).toHaveCount(before + 1);
  await expect(page.getByTestId('slot').filter({ hasText: 'En même temps' })).toHaveCount(0);
});

test('weeks A and B and a day without school are kept, and the week shows them', async () => {
  const { page } = cartable;
  await page.getByTestId('cycle-letter').selectOption('A');
  await page.getByTestId('exception-add').click();
  await page.getByTestId('exception-name').fill('Bac blanc');
  await page.getByTestId('exception-save').click();
  await expect(page.getByTestId('exception')).toContainText('Bac blanc');
  await page.getByTestId('lessons-mode').getByText('Semaine', { exact: true }).click();
  await expect(page.getByTestId('week')).toContainText('Bac blanc');
  await shoot('week-holiday');
});

test('a session that has no lesson yet is shown in the week, and a click begins its lesson', async () => {
  const { page } = cartable;
  // Far enough ahead for the demonstration to have prepared nothing, and within a year of school.
  const session = page.getByTestId('session').first();
  for (let weeks = 0; weeks < 12 && !(await session.isVisible()); weeks += 1) {
    const title = await page.getByTestId('week-title').textContent();
    await page.keyboard.press('PageDown');
    await expect(page.getByTestId('week-title')).not.toHaveText(title ?? '');
    await session.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  await shoot('week-sessions');
  expect(await axeViolations(page)).toEqual([]);
  const tip = (await session.getAttribute('title')) ?? '';
  await session.click();
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Séance préparée');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const card = page.getByTestId('lesson').filter({ hasText: 'Séance préparée' });
  await expect(card).toContainText(tip.slice(0, 5));
});

test('the month has the lessons, the sessions and the days without school; arrows go from day to day, Enter to a week', async () => {
  const { page } = cartable;
  await page.getByTestId('lessons-mode').getByText('Mois', { exact: true }).click();
  const days = page.getByTestId('month-day');
  const reached = page.locator('.month [data-date][tabindex="0"]');
  const card = page.getByTestId('month').getByTestId('lesson').filter({ hasText: 'Séance préparée' });
  await expect(card).toBeVisible();
  await expect(days.filter({ has: page.getByTestId('session') }).first()).toBeVisible();
  await shoot('month');
  expect(await axeViolations(page)).toEqual([]);
  const title = (await page.getByTestId('week-title').textContent()) ?? '';
  await page.keyboard.press('PageUp');
  await expect(page.getByTestId('week-title')).not.toHaveText(title);
  await page.keyboard.press('t');
  await expect(days.filter({ hasText: 'Bac blanc' })).toHaveAttribute('data-today');
  await reached.focus();
  await expect(reached).toHaveAttribute('aria-current', 'date');
  const from = Date.parse((await reached.getAttribute('data-date')) ?? '');
  const isFirstLine = (await page.locator('.month tbody tr').first().locator('[data-today]').count()) > 0;
  await page.keyboard.press(isFirstLine ? 'ArrowDown' : 'ArrowUp');
  await expect(reached).toBeFocused();
  const to = Date.parse((await reached.getAttribute('data-date')) ?? '');
  expect(to - from).toBe(7 * DAY_MS * (isFirstLine ? 1 : -1));
  await page.keyboard.press('Enter');
  const monday = to - ((new Date(to).getUTCDay() + 6) % 7) * DAY_MS;
  const words = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(monday);
  const day = page.getByTestId('week').getByRole('region', { name: words.replace(/ \d{4}$/, '') });
  await expect(day).toBeVisible();
});

test('the year goes to another agenda as a file', async () => {
  const { page } = cartable;
  const path = join(demo.folder, 'agenda.ics');
  await answerDialogs(cartable, { open: path, save: path });
  await page.getByTestId('lessons-mode').getByText('Emploi du temps').click();
  await page.getByTestId('timetable-export').press('Enter');
  await expect(page.getByText(/dans le fichier d’agenda/)).toBeVisible();
  const ics = readFileSync(path, 'utf8');
  expect(ics).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(ics).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  expect(ics).toContain('Séance préparée');
});
