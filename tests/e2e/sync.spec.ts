import { expect, test } from '@playwright/test';
import { type FaultProxy, NO_FAULT, startFaultProxy } from '../faults/fault-proxy.ts';
import {
  type DemoWindow,
  documentsHere,
  openAssignment,
  openDemoWindow,
  waitForDocuments,
} from './demo-window.ts';

/** One ENT and one window behind a slow line: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

/** An ADSL line on a bad evening: the demonstration's documents take minutes. */
const SLOW = { kind: 'slow', bytesPerSecond: 600_000 } as const;

let demo: DemoWindow;
let line: FaultProxy;

test.beforeAll(async () => {
  demo = await openDemoWindow({
    line: async (ent) => {
      line = await startFaultProxy({ target: ent.url, fault: SLOW });
      return line.url;
    },
  });
});

test.afterAll(async () => {
  await demo?.close();
  await line?.close();
});

const count = (sql: string) => demo.local((db) => db.prepare(sql).pluck().get()) as number;
const arrived = () => documentsHere(demo.local);
const outcomes = () => demo.cartable.page.locator('.sync-outcome');

/** Documents are coming in, and some have arrived. */
async function waitForSomeDocuments(more: number): Promise<void> {
  await expect(demo.cartable.page.getByText('Réception des documents')).toBeVisible({ timeout: 60_000 });
  await expect.poll(arrived, { timeout: 60_000 }).toBeGreaterThan(more);
}

async function isStopped(): Promise<void> {
  const { page } = demo.cartable;
  await expect(page.locator('.sync-line')).toContainText(/arrêté avant la fin|modification en attente/);
  await expect(outcomes().first()).toHaveText('Arrêté par vous');
  await expect(page.getByTestId('sync-now')).toBeEnabled();
}

test('the first sync is stopped by its button while documents come in: the screen and the history say so', async () => {
  const { page } = demo.cartable;
  await page.keyboard.press('Control+6');
  await waitForSomeDocuments(0);
  await page.getByRole('button', { name: 'Arrêter' }).click();
  await isStopped();
  expect(count('SELECT COUNT(*) FROM blob WHERE is_local = 0')).toBeGreaterThan(0);
  expect(count('SELECT COUNT(*) FROM student')).toBe(140);
});

test('the next one is started and stopped by the keyboard alone, and what had arrived is still there', async () => {
  const { page } = demo.cartable;
  await openAssignment(demo.cartable);
  await page.getByTestId('grade-field').fill('14,5');
  await page.getByTestId('grade-field').press('Enter');
  await expect.poll(() => count('SELECT COUNT(*) FROM outbox_op')).toBe(1);
  const before = arrived();
  await page.keyboard.press('Control+6');
  await page.getByTestId('sync-now').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Arrêter' })).toBeFocused();
  await waitForSomeDocuments(before);
  await page.keyboard.press('Enter');
  await isStopped();
  await expect(page.getByTestId('sync-now')).toBeFocused();
  expect(arrived()).toBeGreaterThan(before);
  // Grades leave before documents come in.
  expect(count('SELECT COUNT(*) FROM outbox_op')).toBe(0);
});

test('on a line that works again a sync brings the rest, and the grade is at the ENT once', async () => {
  const { page } = demo.cartable;
  line.setFault(NO_FAULT);
  await page.keyboard.press('Enter');
  await waitForDocuments(demo.local);
  await expect(outcomes().first()).toHaveText('Terminé', { timeout: 60_000 });
  await expect(outcomes()).toHaveText(['Terminé', 'Arrêté par vous', 'Arrêté par vous']);
  expect(count('SELECT COUNT(*) FROM outbox_op')).toBe(0);
  expect(count('SELECT COUNT(*) FROM blob WHERE is_local = 0')).toBe(0);
  const given = demo.ent.store.entities('grade').filter(({ body }) => body.points_x100 === 1450);
  const here = count('SELECT COUNT(*) FROM grade WHERE points_x100 = 1450');
  expect(given).toHaveLength(here);
});
