import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type Database from 'better-sqlite3';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  type CartableWindow,
  connectByForm,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';

/** The demonstration's class of 35 whose copies are files. */
export const CLASS_WORK = 'réfraction de la lumière';

/** The demonstration has more documents than this; the first sync is over when they are all here. */
const MOST_DOCUMENTS = 90;

/** The real window, connected to the demonstration's ENT, with everything that the ENT holds. */
export interface DemoWindow {
  readonly ent: ReferenceEnt;
  readonly cartable: CartableWindow;
  /** For files of the test, and what `dataDirectory` lies in unless another was given. */
  readonly folder: string;
  readonly dataDirectory: string;
  /** Reads the account's database beside the running engine. */
  local<T>(read: (db: Database.Database) => T): T;
  close(): Promise<void>;
}

/** Starts the ENT, opens the window, connects by the form, and waits for the end of the first sync. */
export async function openDemoWindow(
  options: { dataDirectory?: string; line?: (ent: ReferenceEnt) => Promise<string> } = {},
): Promise<DemoWindow> {
  const data = temporaryData();
  const dataDirectory = options.dataDirectory ?? join(data.directory, 'data');
  const ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'demo' });
  const cartable = await openCartable(dataDirectory);
  const local = <T>(read: (db: Database.Database) => T) => readDatabase(dataDirectory, read);
  const url = (await options.line?.(ent)) ?? ent.url;
  await connectByForm(cartable.page, { ...ent, url });
  await expect(cartable.page.locator('[data-screen="today"]')).toBeVisible();
  if (options.line === undefined) await waitForDocuments(local);
  return {
    ent,
    cartable,
    folder: data.directory,
    dataDirectory,
    local,
    async close() {
      await cartable.close();
      // Twice is once: some tests take the ENT away.
      await ent.close().catch(() => undefined);
      data.remove();
    },
  };
}

/** The demonstration's week, with the ENT gone: where a test of lessons begins. */
export async function openCalendarOffline(): Promise<DemoWindow> {
  const demo = await openDemoWindow();
  await demo.ent.close();
  const { page } = demo.cartable;
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('week')).toBeVisible();
  return demo;
}

/** Makes the hours of the demonstration's lessons the timetable, which is shown then: each class has sessions to come. */
export async function takeProposedTimetable(page: Page): Promise<void> {
  await page.getByTestId('lessons-mode').getByText('Emploi du temps').click();
  await page.getByTestId('timetable-propose').click();
  await expect(page.getByTestId('timetable-propose')).toHaveCount(0);
}

/** The end of the first sync: an ENT that is still sending does not close. */
export async function waitForDocuments(local: DemoWindow['local']): Promise<void> {
  await expect.poll(() => documentsHere(local), { timeout: 60_000 }).toBeGreaterThan(MOST_DOCUMENTS);
}

/** None as long as the account's database is being made. */
export function documentsHere(local: DemoWindow['local']): number {
  try {
    return local((db) => db.prepare('SELECT COUNT(*) FROM blob WHERE is_local = 1').pluck().get()) as number;
  } catch {
    return 0;
  }
}

/** The fields of grading by the key that leads to them. */
const FIELDS = { g: 'grade-field', c: 'comment-field', q: 'criterion-points' } as const;

/** Presses the key of a field, and waits until it has the keyboard: what is typed next is for it. */
export async function enterField({ page }: CartableWindow, key: keyof typeof FIELDS): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByTestId(FIELDS[key]).first()).toBeFocused();
}

/** Escape, once: no field has the keyboard any more, and letters are keys again. */
export async function leaveField({ page }: CartableWindow): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('input:focus, textarea:focus')).toHaveCount(0);
}

/** Goes to the copies of an assignment. */
export async function openAssignment({ page }: CartableWindow, title = CLASS_WORK): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByTestId('assignment').filter({ hasText: title }).click();
  await expect(page.getByTestId('grade-field')).toBeVisible();
}
