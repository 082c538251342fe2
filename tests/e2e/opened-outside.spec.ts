import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

/** For eyes, where somebody asks for pictures. */
async function shoot(name: string): Promise<void> {
  const folder = process.env.CARTABLE_SHOTS;
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await cartable.page.emulateMedia({ colorScheme });
    await cartable.page.screenshot({ path: join(folder, `outside-${name}-${colorScheme}.png`) });
  }
}

/** The system's programs: they only remember what they were asked to open. */
function playPrograms(answer: string): Promise<void> {
  return cartable.application.evaluate(({ shell }, said) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    shell.openPath = async (path) => {
      asked.push(path);
      return said;
    };
  }, answer);
}
const asked = () =>
  cartable.application.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.at(-1) ?? '');

const document = () => cartable.page.getByTestId('attachment');
/** The text of the lesson's document as it hangs there now. */
const text = () => {
  const { account, sha256 } = demo.local((db) => ({
    account: db.name,
    sha256: db
      .prepare("SELECT sha256 FROM resource WHERE name = 'fiche.txt' AND removed_at IS NULL")
      .pluck()
      .all() as string[],
  }));
  const vault = join(account, '..', 'vault');
  return sha256.map((one) => readFileSync(join(vault, one.slice(0, 2), one.slice(2)), 'utf8'));
};

test('a document is opened in its program, and what is saved there by renaming comes back with a toast', async () => {
  const { page } = cartable;
  await playPrograms('');
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Dioptres');
  const path = join(demo.folder, 'fiche.txt');
  writeFileSync(path, 'Une fiche.');
  await answerDialogs(cartable, { open: path, save: '' });
  await page.getByTestId('attach-button').first().press('Enter');
  await expect(document()).toHaveText(/fiche\.txt/);
  await page.getByTestId('open-outside').press('Enter');
  await expect.poll(asked).toMatch(/opened[\\/][^\\/]+[\\/]fiche\.txt$/);
  expect(await axeViolationsWithin(page, '[data-testid="attachments"]')).toEqual([]);
  await shoot('opened');
  const opened = await asked();
  writeFileSync(`${opened}.tmp`, 'Une fiche corrigée.');
  renameSync(`${opened}.tmp`, opened);
  await expect(page.getByText(/Document repris après enregistrement/)).toBeVisible();
  await expect(document()).toHaveCount(1);
  expect(text()).toEqual(['Une fiche corrigée.']);
  await shoot('taken');
});

test('Ctrl+Z puts the document back that was there, and Ctrl+Shift+Z the one from the program', async () => {
  const { page } = cartable;
  await page.locator('.lesson-back').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(text).toEqual(['Une fiche.']);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(text).toEqual(['Une fiche corrigée.']);
  await expect(document()).toHaveCount(1);
});

test('what no program opens is said', async () => {
  const { page } = cartable;
  await playPrograms('no application');
  await page.getByTestId('open-outside').press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Aucun logiciel n’a ouvert' })).toBeVisible();
});
