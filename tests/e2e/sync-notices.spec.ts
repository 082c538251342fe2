import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { databasePath } from '../../main/reference-ent/ent-store.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import {
  type CartableWindow,
  connectByForm,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';

test.describe.configure({ mode: 'serial' });

const STUDENTS = Array.from({ length: 30 }, (_, index) => `student-${index + 1}`);
const SHOTS = process.env.CARTABLE_SHOTS;

const data = temporaryData();
let ent: ReferenceEnt;
let cartable: CartableWindow;

test.beforeAll(async () => {
  ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  ent.editOnTheWeb([
    { entity: 'subject', id: 'subject-1', body: { name: 'Mathématiques' } },
    { entity: 'class_group', id: 'class-1', body: { name: '2de 3', subject_id: 'subject-1' } },
    ...STUDENTS.map((id) => ({
      entity: 'student',
      id,
      body: { first_name: 'Prénom', last_name: id, class_group_ids: ['class-1'] },
    })),
  ]);
  cartable = await openCartable(join(data.directory, 'data'));
  await connectByForm(cartable.page, ent);
  await expect(cartable.page.locator('[data-screen="today"]')).toBeVisible();
  await expect.poll(() => studentCount()).toBe(30);
});

test.afterAll(async () => {
  await cartable?.close();
  await ent?.close();
  data.remove();
});

function studentCount(): number {
  return readDatabase(
    join(data.directory, 'data'),
    (db) => db.prepare('SELECT COUNT(*) FROM student').pluck().get() as number,
  );
}

/** Pictures for people, when a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
}

test('a class that the ENT says is gone is shown, and goes only once it was accepted, by keyboard', async () => {
  const { page } = cartable;
  ent.editOnTheWeb(STUDENTS.slice(4).map((id) => ({ entity: 'student', id, body: null })));
  await page.keyboard.press('Control+6');
  await page.getByTestId('sync-now').click();
  const notice = page.getByTestId('sync-deletions');
  await expect(notice).toContainText('26 sur 30');
  await picture(page, 'deletions');
  expect(studentCount()).toBe(30);
  await notice.getByRole('button', { name: 'Ne rien supprimer' }).focus();
  await page.keyboard.press('Enter');
  await expect(notice).toContainText('Rien ne sera supprimé');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(notice.getByRole('button', { name: 'Accepter ces suppressions' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await picture(page, 'deletions-accepted');
  await page.keyboard.press('F9');
  await expect(notice).toBeHidden();
  expect(studentCount()).toBe(4);
});

test('a class that the teacher keeps stays while all the rest comes, and goes after all once that is confirmed', async () => {
  const { page } = cartable;
  const vanished = STUDENTS.slice(4);
  ent.editOnTheWeb(
    vanished.map((id) => ({
      entity: 'student',
      id,
      body: { first_name: 'Prénom', last_name: id, class_group_ids: ['class-1'] },
    })),
  );
  await page.keyboard.press('F9');
  await expect.poll(() => studentCount()).toBe(30);
  ent.editOnTheWeb(vanished.map((id) => ({ entity: 'student', id, body: null })));
  await page.keyboard.press('F9');
  const notice = page.getByTestId('sync-deletions');
  await notice.getByRole('button', { name: 'Ne rien supprimer' }).click();
  await expect(notice).toContainText('reçoit tout le reste');
  await picture(page, 'deletions-refused');
  await page.keyboard.press('F9');
  const kept = page.getByTestId('sync-kept');
  await expect(kept).toContainText('Élèves26');
  await expect(notice).toBeHidden();
  await expect(page.locator('.sync-failure')).toHaveCount(0);
  expect(studentCount()).toBe(30);
  await kept.scrollIntoViewIfNeeded();
  await picture(page, 'deletions-kept');
  await kept.getByRole('button', { name: 'Supprimer quand même' }).focus();
  await page.keyboard.press('Enter');
  await picture(page, 'deletions-kept-confirm');
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer', exact: true }).click();
  await expect(kept).toBeHidden();
  expect(studentCount()).toBe(4);
});

test('an ENT that was installed anew is explained, and the way out keeps everything here', async () => {
  const { page } = cartable;
  const { port } = new URL(ent.url);
  await ent.close();
  const db = new Database(databasePath(ent.directory));
  db.exec(`UPDATE account SET dataset_id = '0d0d0d0d-new'; UPDATE record SET dataset_id = '0d0d0d0d-new';
    DELETE FROM record WHERE id IN ('student-1', 'student-2')`);
  db.close();
  ent = await startReferenceEnt({ directory: ent.directory, port: Number(port), seed: 'empty' });
  await page.keyboard.press('F9');
  const notice = page.getByTestId('sync-dataset');
  await expect(notice).toContainText('L’ENT ne contient plus les mêmes données');
  await picture(page, 'dataset');
  await notice.getByRole('button', { name: 'Repartir de ce que l’ENT contient maintenant' }).focus();
  await page.keyboard.press('Enter');
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('sync-unknown')).toContainText('Élèves2');
  await picture(page, 'unknown');
  expect(studentCount()).toBe(4);
});
