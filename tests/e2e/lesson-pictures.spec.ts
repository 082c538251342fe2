import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { screenshotPng } from '../engine/optimise-pictures.ts';
import { answerDialogs } from './answer-dialogs.ts';
import { axeViolationsWithin } from './axe-violations.ts';
import type { CartableWindow } from './cartable-window.ts';
import { type DemoWindow, openCalendarOffline } from './demo-window.ts';
import { takeInBothLanguages } from './pictures.ts';

/** One window for the whole file: each test starts where the one before it ended, with the ENT gone. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let cartable: CartableWindow;

test.beforeAll(async () => {
  demo = await openCalendarOffline();
  ({ cartable } = demo);
});

test.afterAll(() => demo?.close());

/** But for what the editor puts beside one that ends a line. */
const PICTURE = 'img:not(.ProseMirror-separator)';
const picture = () => cartable.page.locator(`.rich-text-body ${PICTURE}`);
const document = () => cartable.page.getByTestId('attachment');
const locked = () => cartable.page.locator('[data-testid="attachment-teacher"][aria-pressed="true"]');

const lesson = () =>
  demo.local((db) =>
    db.prepare("SELECT blocks, teacher_blocks AS kept FROM lesson WHERE title = 'Optique'").get(),
  ) as { blocks: string; kept: string } | undefined;
/** Names of documents that wait to be sent. */
const outgoing = () =>
  demo.local((db) =>
    db
      .prepare(
        "SELECT json_extract(payload, '$.file.name') FROM outbox_op WHERE entity = 'resource' ORDER BY seq",
      )
      .pluck()
      .all(),
  );

async function choose(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(demo.folder, name);
  writeFileSync(path, bytes);
  await answerDialogs(cartable, { open: path, save: '' });
  await cartable.page.keyboard.press('Control+Alt+i');
}

/** A screenshot in the system's clipboard. */
const copyPicture = (bytes: Buffer) =>
  cartable.application.evaluate(
    ({ clipboard, nativeImage }, base64) =>
      Reflect.apply(Reflect.get(clipboard, 'writeImage'), clipboard, [
        nativeImage.createFromBuffer(Buffer.from(base64, 'base64')),
      ]),
    bytes.toString('base64'),
  );

test('a chosen picture stands at the cursor, and is a document of the lesson that leaves with its text', async () => {
  const { page } = cartable;
  await page.keyboard.press('n');
  await expect(page.getByTestId('lesson-title')).toBeFocused();
  await page.keyboard.type('Optique');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Avant après');
  for (let letter = 0; letter < 6; letter += 1) await page.keyboard.press('ArrowLeft');
  await choose('lentille.png', await screenshotPng(320, 200));
  await expect(picture()).toHaveCount(1);
  await expect(page.getByTestId('picture-coming')).toHaveCount(0);
  await expect(document()).toHaveText(/lentille/);
  await expect.poll(() => lesson()?.blocks ?? '').toMatch(/Avant.*image.*après/);
  await expect.poll(outgoing).toHaveLength(1);
  await expect(locked()).toHaveCount(0);
});

test('by the keyboard it is selected and described', async () => {
  const { page } = cartable;
  await page.locator('.rich-text-body').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('picture-bar')).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('picture-alt')).toBeFocused();
  await page.keyboard.type('Une lentille et ses foyers');
  expect(await axeViolationsWithin(page, '.rich-text')).toEqual([]);
  await takeInBothLanguages(page, 'picture-alt');
  await page.keyboard.press('Enter');
  await expect(picture()).toHaveAttribute('alt', 'Une lentille et ses foyers');
  await expect.poll(() => lesson()?.blocks ?? '').toContain('Une lentille et ses foyers');
});

test('a screenshot that is pasted into a note stays with it: it is not sent', async () => {
  const { page } = cartable;
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Alt+n');
  await page.keyboard.type('Solution');
  await copyPicture(await screenshotPng(300, 180));
  await page.keyboard.press('Control+v');
  await expect(page.locator(`.rich-text-teacher ${PICTURE}`)).toHaveCount(1);
  await expect(document()).toHaveCount(2);
  await expect(document().last()).toContainText('Image collée');
  await expect(locked()).toHaveCount(1);
  await expect.poll(() => lesson()?.kept ?? '').toContain('image');
  expect(outgoing()).toHaveLength(1);
  await takeInBothLanguages(page, 'picture-note');
});

test('Ctrl+Z takes it and its document out together, and Ctrl+Shift+Z puts both back', async () => {
  const { page } = cartable;
  await page.keyboard.press('Control+z');
  await expect(picture()).toHaveCount(1);
  await expect(document()).toHaveCount(1);
  await expect.poll(() => lesson()?.kept ?? '').not.toContain('image');
  await page.keyboard.press('Control+Shift+z');
  await expect(picture()).toHaveCount(2);
  await expect(document()).toHaveCount(2);
  await expect.poll(() => lesson()?.kept ?? '').toContain('image');
  expect(outgoing()).toHaveLength(1);
});

test('a file that is no picture becomes a document and this is told; one that is refused says why, and leaves nothing', async () => {
  const { page } = cartable;
  await choose('plan.txt', Buffer.from('Le plan'));
  await expect(page.getByText(/plan\.txt.* n’est pas une image/)).toBeVisible();
  await expect(document()).toHaveCount(3);
  await choose('vide.png', Buffer.alloc(0));
  await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
  await expect(page.getByTestId('picture-coming')).toHaveCount(0);
  await expect(document()).toHaveCount(3);
  await expect(picture()).toHaveCount(2);
});

test('a picture that is dropped on the text stands where it was dropped, once, and the place to drop on is put away', async () => {
  const { page } = cartable;
  const bytes = [...(await screenshotPng(240, 160))];
  await page
    .locator('.rich-text-body > p')
    .first()
    .evaluate((line, given) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(given)], 'spectre.png', { type: 'image/png' }));
      const { left, top } = line.getBoundingClientRect();
      for (const type of ['dragenter', 'dragover', 'drop'])
        line.dispatchEvent(
          new DragEvent(type, {
            dataTransfer: data,
            clientX: left + 1,
            clientY: top + 4,
            bubbles: true,
            cancelable: true,
          }),
        );
    }, bytes);
  await expect(picture()).toHaveCount(3);
  await expect(document()).toHaveCount(4);
  await expect(page.locator('.drop-zone-veil')).toHaveCount(0);
  await expect.poll(() => lesson()?.blocks ?? '').toContain('spectre');
});
