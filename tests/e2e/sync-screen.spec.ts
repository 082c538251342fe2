import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type ReferenceEnt, startReferenceEnt } from '../../main/reference-ent/server.ts';
import { writeClass } from '../engine/write-class.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import {
  type CartableWindow,
  connectByForm,
  openCartable,
  readDatabase,
  temporaryData,
} from './cartable-window.ts';

/** One ENT and one window for the whole file: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

const SHOTS = process.env.CARTABLE_SHOTS;
const HOUR_MS = 3_600_000;
const LESSON = {
  class_group_id: 'class-1',
  title: 'Fonctions affines',
  starts_at: Date.UTC(2026, 10, 26, 8, 0),
  is_published: false,
  blocks: [],
};

const data = temporaryData();
const dataDirectory = join(data.directory, 'data');
let ent: ReferenceEnt;
let cartable: CartableWindow;

test.beforeAll(async () => {
  ent = await startReferenceEnt({ directory: join(data.directory, 'ent'), seed: 'empty' });
  // Documents wait for two hours; edits go when they are asked to.
  ent.dial.turn({
    windows: [{ days: '1-7', ...clockAround(Date.now()), tz: 'Europe/Paris', lane: 'bulk', mode: 'avoid' }],
  });
  writeSchool();
  cartable = await openCartable(dataDirectory);
  await connectByForm(cartable.page, ent);
  await expect(cartable.page.locator('[data-screen="today"]')).toBeVisible();
  await expect.poll(() => count('SELECT COUNT(*) FROM sync_session WHERE ended_at IS NOT NULL')).toBe(1);
});

test.afterAll(async () => {
  await cartable?.close();
  await ent?.close();
  data.remove();
});

function count(sql: string): number {
  return readDatabase(dataDirectory, (db) => db.prepare(sql).pluck().get() as number);
}

function clockAround(now: number): { from: string; to: string } {
  const format = new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
  });
  return { from: format.format(now - HOUR_MS), to: format.format(now + 2 * HOUR_MS) };
}

const FIRST_NAMES = ['Zoé', 'Yanis', 'Inès'];

function writeSchool(maxTimes100 = 2000): void {
  const studentOf = (number: number) => ({ first_name: FIRST_NAMES[number - 1] ?? '', last_name: 'Martin' });
  writeClass(ent, FIRST_NAMES.length, { maxTimes100, text: 'Ma réponse', studentOf });
  ent.editOnTheWeb([{ entity: 'lesson', id: 'lesson-1', body: LESSON }]);
}

/** Pictures for people, when a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  for (const [width, height] of [
    [1280, 800],
    [800, 600],
  ] as const) {
    await cartable.application.evaluate(
      ({ BrowserWindow }, [w = 0, h = 0]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height],
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: null });
}

async function isAccessible(page: Page): Promise<void> {
  expect(await axeViolationsWithin(page, '.sync')).toEqual([]);
}

/** Grades the copies from the first on, by the keyboard. */
async function grade(page: Page, ...points: readonly string[]): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByTestId('assignment').filter({ hasText: 'Devoir n° 1' }).click();
  await page.getByTestId('copy').first().click();
  for (const typed of points) {
    await page.getByTestId('grade-field').fill(typed);
    await page.getByTestId('grade-field').press('Enter');
  }
}

/** Joins a text to the copy that is open. */
async function attach(name: string, text: string): Promise<void> {
  const { page, application } = cartable;
  const path = join(data.directory, name);
  writeFileSync(path, text);
  await application.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
  await page.getByTestId('attach-button').first().click();
  await expect(page.getByTestId('attachment')).toContainText(name);
}

test('what waits says when it goes and why; automatic sync is paused and resumed by its button', async () => {
  const { page } = cartable;
  await grade(page, '12', '14,5');
  await expect.poll(() => count('SELECT COUNT(*) FROM outbox_op')).toBe(2);
  await attach('corrige.txt', 'Voir la question 2. '.repeat(400));
  await page.keyboard.press('Control+6');
  await expect(page.getByTestId('sync-promise')).toContainText('n’y change rien la seconde fois');
  const lanes = page.getByTestId('sync-lanes');
  await expect(lanes).toContainText('Notes et textes2 modifications');
  await expect(lanes).toContainText(/Partira .*Cartable attend un peu pour tout envoyer en une fois/);
  await expect(lanes).toContainText(/Documents1\smodification, 8\sko/);
  await expect(lanes).toContainText(/Partira .*, hors des heures que l’ENT se réserve/);
  await page.getByRole('button', { name: 'Mettre en pause' }).click();
  await page.getByRole('menuitem', { name: 'Jusqu’à ce que je la reprenne' }).click();
  await expect(page.getByTestId('sync-automatic')).toContainText('en pause');
  await expect(lanes).toContainText('Partira quand vous la reprendrez');
  await page.getByRole('button', { name: 'Reprendre' }).click();
  await expect(page.getByTestId('sync-automatic')).toContainText('prochain échange');
  await picture(page, 'lanes');
  await isAccessible(page);
});

test('the history says what the same copies would have asked by the web, and how that is computed', async () => {
  const { page } = cartable;
  await page.getByTestId('sync-now').click();
  const row = page.locator('.sync-table tbody tr').first();
  await expect(row).toContainText('environ 45');
  const web = page.getByTestId('sync-web');
  await expect(web).toContainText(/3\scopies rendues/);
  await expect(web.getByText('Moodle 5.1')).toBeHidden();
  await web.locator('summary').press('Enter');
  await expect(web.getByText('Moodle 5.1')).toBeVisible();
  await picture(page, 'history');
});

test('a grade that waited while the maximum changed is converted by one click, and taken back by Ctrl+Z', async () => {
  const { page } = cartable;
  await grade(page, '18');
  await expect.poll(() => count('SELECT COUNT(*) FROM outbox_op')).toBe(1);
  writeSchool(1000);
  await page.keyboard.press('Control+6');
  await page.getByTestId('sync-now').click();
  const problem = page.locator('.sync-problem');
  await expect(problem).toContainText('Noté 18 sur 20\u202f; le devoir est maintenant sur 10.');
  await picture(page, 'maximum');
  await isAccessible(page);
  await problem.getByRole('button', { name: /^Convertir en 9/ }).press('Enter');
  await expect(problem).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(problem).toContainText('Noté 18 sur 20');
  await problem.getByRole('button', { name: 'Noter de nouveau' }).click();
  await expect(page.getByTestId('grade-field')).toBeVisible();
});

/** A lesson written here in the week that is shown; then another title and another date on the web. */
async function editOnBothSides(page: Page): Promise<void> {
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('week')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Vecteurs');
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-status', 'saved');
  await syncNow(page);
  await page.keyboard.press('Control+4');
  await page.getByTestId('lesson').filter({ hasText: 'Vecteurs' }).click();
  await page.getByTestId('lesson-title').fill('Vecteurs et translations');
  await page.getByRole('switch', { name: 'Publiée' }).click();
  await expect
    .poll(() =>
      count('SELECT COUNT(*) FROM outbox_op WHERE payload LIKE \'%"is_published":true%translations%\''),
    )
    .toBe(1);
  const lesson = ent.store.entities('lesson').find(({ body }) => body.title === 'Vecteurs');
  const startsAt = Number(lesson?.body.starts_at);
  ent.editOnTheWeb(
    [
      {
        entity: 'lesson',
        id: lesson?.id ?? '',
        body: { ...lesson?.body, title: 'Les vecteurs', starts_at: startsAt + HOUR_MS },
      },
      { entity: 'grade', id: 'submission-3', body: { submission_id: 'submission-3', points_x100: 700 } },
    ],
    { by: 'Paul Collègue' },
  );
}

async function syncNow(page: Page): Promise<void> {
  const done = count('SELECT COUNT(*) FROM sync_session WHERE ended_at IS NOT NULL');
  await page.keyboard.press('Control+6');
  await page.getByTestId('sync-now').click();
  await expect
    .poll(() => count('SELECT COUNT(*) FROM sync_session WHERE ended_at IS NOT NULL'))
    .toBeGreaterThan(done);
}

test('two versions are side by side, field by field; the keys choose, and Ctrl+Z opens the choice again', async () => {
  const { page } = cartable;
  await editOnBothSides(page);
  await grade(page, '5');
  await syncNow(page);
  const conflicts = page.locator('.sync-conflict');
  await expect(conflicts).toHaveCount(2);
  const lesson = conflicts.filter({ hasText: 'translations' });
  // The date changed on the web alone, and is merged.
  await expect(lesson.locator('dt')).toHaveText(['Titre', 'Publiée', 'Titre', 'Publiée']);
  await expect(lesson).toContainText('Paul Collègue');
  await picture(page, 'conflicts');
  await isAccessible(page);
  await conflicts.first().getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(conflicts).toHaveCount(1);
  await expect(page.getByTestId('sync-taken-back')).toContainText('celle de l’ENT est gardée');
  await page.keyboard.press('Control+z');
  await expect(conflicts).toHaveCount(2);
  await conflicts.first().getByRole('button').first().focus();
  await page.keyboard.press('m');
  await expect(conflicts).toHaveCount(1);
  await page.keyboard.press('t');
  await expect(conflicts).toHaveCount(0);
  await expect(page.getByTestId('sync-taken-back').getByRole('listitem')).toHaveCount(2);
});

test('an edit that waits is undone by its button, and put back after the window was opened again', async () => {
  const before = count('SELECT COUNT(*) FROM outbox_op');
  expect(before).toBeGreaterThan(0);
  const { page } = cartable;
  await page.locator('.sync-group summary').first().press('Enter');
  await page
    .getByRole('button', { name: /^Annuler avant l’envoi/ })
    .first()
    .press('Enter');
  await expect.poll(() => count('SELECT COUNT(*) FROM outbox_op')).toBe(before - 1);
  await picture(page, 'taken-back');
  await cartable.close();
  cartable = await openCartable(dataDirectory);
  await cartable.page.keyboard.press('Control+6');
  await cartable.page
    .getByRole('button', { name: /^Remettre/ })
    .first()
    .press('Enter');
  await expect.poll(() => count('SELECT COUNT(*) FROM outbox_op')).toBe(before);
});
