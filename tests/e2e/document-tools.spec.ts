import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axeViolations, TAGGED_PDF } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openAssignment, openDemoWindow } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

const SHOWN = '.document-stack-layer[data-shown]';

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

const shown = (selector: string) => cartable.page.locator(`${SHOWN} ${selector}`);

test('Ctrl+F searches the text of the copy without accents, marks what it finds, and Enter goes on to the next', async () => {
  const { page } = cartable;
  await expect(shown('.textLayer span').first()).toBeAttached();
  const text = (await shown('.textLayer').first().textContent()) ?? '';
  const word = /\p{L}{5,}/u.exec(text)?.[0] ?? '';
  expect(word).not.toBe('');
  await page.keyboard.press('Control+f');
  await expect(page.getByTestId('find-field')).toBeFocused();
  await page.keyboard.type(word.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase());
  await expect(page.getByTestId('find-count')).toHaveText(/^1 sur \d+$/);
  await expect(shown('.textLayer .highlight').first()).toBeAttached();
  const total = Number(/\d+$/.exec((await page.getByTestId('find-count').textContent()) ?? '')?.[0]);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('find-count')).toHaveText(`${(1 % total) + 1} sur ${total}`);
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByTestId('find-count')).toHaveText(`1 sur ${total}`);
  expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('xyzzy');
  await expect(page.getByTestId('find-count')).toHaveText('Introuvable');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('find-bar')).toHaveCount(0);
  await expect(shown('.textLayer .highlight')).toHaveCount(0);
});

test('Escape in the number of the page keeps the page, leaves the field, and letters are keys of the screen again', async () => {
  const { page } = cartable;
  const field = shown('.view-page-field');
  await field.focus();
  await page.keyboard.type('2');
  await expect(field).toHaveValue('2');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('1');
  await expect(shown('.pdf-scroll')).toBeFocused();
  const name = await page.getByTestId('copy-name').textContent();
  await page.keyboard.press('j');
  await expect(page.getByTestId('copy-name')).not.toHaveText(name ?? '');
  await page.keyboard.press('k');
  await expect(page.getByTestId('copy-name')).toHaveText(name ?? '');
});

test('Z shows small pictures of the pages, which lead to them; Y puts two pages side by side; both stay for the next copy', async () => {
  const { page } = cartable;
  await page.keyboard.press('z');
  await expect(shown('[data-testid="thumbnail"] canvas[data-drawn]')).toHaveCount(2);
  await shown('[data-testid="thumbnail"]').nth(1).click();
  await expect(shown('.view-page-field')).toHaveValue('2');
  await expect(shown('[data-testid="thumbnail"]').nth(1)).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('y');
  await expect(shown('.pdfViewer .spread')).toHaveCount(1);
  const [left, right] = await Promise.all(
    [0, 1].map((index) => shown('.pdfViewer .page').nth(index).boundingBox()),
  );
  expect(right?.y).toBe(left?.y);
  expect(right?.x ?? 0).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
  expect(await axeViolations(page, TAGGED_PDF)).toEqual([]);
  await page.keyboard.press('y');
  await expect(shown('.pdfViewer .spread')).toHaveCount(0);
  await page.keyboard.press('z');
  await expect(page.getByTestId('thumbnails')).toHaveCount(0);
});

test.describe('what a word processor wrote is read in the pane, and searched', () => {
  for (const extension of ['docx', 'odt']) {
    test(extension, async () => {
      const { page } = cartable;
      const place = demo.local((db) =>
        db
          .prepare(
            `SELECT assignment_id || '/' || submission.id FROM submission_file
             JOIN submission ON submission.id = submission_id JOIN blob USING (sha256)
             WHERE name LIKE ? AND position = 0 AND is_local = 1 ORDER BY 1 LIMIT 1`,
          )
          .pluck()
          .get(`%.${extension}`),
      );
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/grading/${place}`);
      await expect(shown('[data-kind="written"][data-shown]')).toBeVisible();
      const withWord = shown('.written-sheet p').filter({ hasText: /\p{L}{6,}/u });
      const word = /\p{L}{6,}/u.exec((await withWord.first().textContent()) ?? '')?.[0] ?? '';
      const typed = word.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
      expect(typed).not.toBe('');
      await page.keyboard.press('Control+f');
      await expect(page.getByTestId('find-field')).toBeFocused();
      await page.keyboard.type(typed);
      await expect(page.getByTestId('find-count')).toHaveText(/^1 sur \d+$/);
      const marked = await page.evaluate(() =>
        String([...(CSS.highlights.get('document-found-current') ?? [])][0]),
      );
      expect(marked.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase()).toBe(typed);
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.evaluate(() => CSS.highlights.has('document-found'))).toBe(false);
    });
  }
});

test('a recording is played where it is', async () => {
  const { page, application } = cartable;
  const path = join(demo.folder, 'oral.wav');
  writeFileSync(path, secondOfSilence());
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);
  await page.keyboard.press('Control+4');
  await expect(page.getByTestId('week')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Oral');
  await page.keyboard.press('Enter');
  await page.getByTestId('attach-button').click();
  await expect(page.getByTestId('attachment')).toHaveCount(1);
  await page.keyboard.press('Control+5');
  await page.locator('.documents-table').getByText('oral.wav', { exact: false }).first().click();
  const player = page.locator('audio').first();
  await expect(player).toBeVisible();
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeCloseTo(1, 1);
});

/** A second of silence: mono, 8 bits, 8000 Hz. */
function secondOfSilence(): Buffer {
  const samples = Buffer.alloc(8000, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
