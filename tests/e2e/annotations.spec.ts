import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Mark } from '../../preload/contract/index.ts';
import { databaseOf, openCartable } from './cartable-window.ts';
import { type DemoWindow, openAssignment, openDemoWindow } from './demo-window.ts';

/** One data directory for the whole file: each test starts where the one before it ended. */
test.describe.configure({ mode: 'serial' });

let demo: DemoWindow;
let page: Page;

test.beforeAll(async () => {
  demo = await openDemoWindow();
  page = demo.cartable.page;
  await openAssignment(demo.cartable);
  await page.getByTestId('copies').press('Home');
});

test.afterAll(() => demo?.close());

const SHOWN = '.document-stack-layer[data-shown]';
const surface = () => page.locator(`${SHOWN} [data-testid="page-marks"]`).first();

/** The marks on every document, as the database has them. */
function keptMarks(): Mark[] {
  const texts = demo.local((db) =>
    db.prepare('SELECT marks FROM annotated_document').pluck().all(),
  ) as string[];
  return texts.flatMap((text) => JSON.parse(text) as Mark[]);
}

const kinds = () =>
  keptMarks()
    .map(({ kind }) => kind)
    .sort();

/** A place on the first page, by its share of it. */
async function at(x: number, y: number): Promise<[number, number]> {
  const box = await surface().boundingBox();
  if (box === null) throw new Error('No page is in view.');
  return [box.x + x * box.width, box.y + y * Math.min(box.height, 600)];
}

async function draw(points: [number, number][]): Promise<void> {
  const [first, ...others] = points;
  await page.mouse.move(...(await at(...(first ?? [0, 0]))));
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...(await at(...point)), { steps: 6 });
  await page.mouse.up();
}

async function click(x: number, y: number): Promise<void> {
  await page.mouse.click(...(await at(x, y)));
}

/** The annotated copy that waits or has gone, with the student's file it was made of. */
function annotatedFile(): { sha256: string; bytes: Buffer; original: Buffer } | null {
  const row = demo.local((db) =>
    db
      .prepare(
        // Made of the marks as they are now, not of those that were there for a moment.
        `SELECT base_sha256 AS base, composed_sha256 AS composed FROM annotated_document
         WHERE composed_revision = revision`,
      )
      .get(),
  ) as { base: string; composed: string | null } | undefined;
  if (row === undefined || row.composed === null) return null;
  const vault = join(dirname(databaseOf(demo.dataDirectory)), 'vault');
  const read = (sha256: string) => readFileSync(join(vault, sha256.slice(0, 2), sha256.slice(2)));
  return { sha256: row.composed, bytes: read(row.composed), original: read(row.base) };
}

test('a stroke of the mouse, a tick, a stamp and a text are on the disk as soon as they are on the page', async () => {
  await expect(surface()).toBeAttached();
  await page.keyboard.press('p');
  await draw([
    [0.2, 0.2],
    [0.3, 0.3],
    [0.4, 0.2],
  ]);
  await expect.poll(kinds).toEqual(['ink']);
  await page.keyboard.press('v');
  await click(0.6, 0.25);
  await page.keyboard.press('w');
  await click(0.75, 0.35);
  await page.keyboard.press('t');
  await click(0.3, 0.5);
  await page.getByTestId('mark-editor').fill('Très bien rédigé.\nJustifiez l’étape 2.');
  await page.keyboard.press('Escape');
  await expect.poll(kinds).toEqual(['ink', 'text', 'text', 'tick']);
  await expect(surface().locator('[data-mark]')).toHaveCount(4);
});

test('U takes the last mark back, Ctrl+Y brings it again, the eraser takes what it touches', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect.poll(kinds).toEqual(['ink', 'text', 'tick']);
  await page.keyboard.press('Control+y');
  await expect.poll(kinds).toEqual(['ink', 'text', 'text', 'tick']);
  await page.keyboard.press('x');
  await click(0.5, 0.6);
  await expect.poll(kinds).toContain('cross');
  await page.keyboard.press('f');
  await draw([
    [0.45, 0.6],
    [0.55, 0.6],
  ]);
  await expect.poll(kinds).toEqual(['ink', 'text', 'text', 'tick']);
});

test('the annotated copy is the student’s very bytes with a few kB after them', async () => {
  await expect
    .poll(
      () =>
        annotatedFile()
          ?.bytes.toString('latin1')
          .match(/\/FreeText/g)?.length,
      { timeout: 15_000 },
    )
    .toBe(2);
  const { bytes, original, sha256 } = annotatedFile() ?? {
    bytes: Buffer.alloc(0),
    original: Buffer.alloc(0),
    sha256: '',
  };
  expect(bytes.subarray(0, original.length).equals(original)).toBe(true);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  const addedBytes = bytes.length - original.length;
  // A third of it is the page itself, which names each of its fonts ten times and is written anew.
  expect(addedBytes).toBeLessThan(4500);
});

test('the ENT holds a PDF that begins with the student’s file', async () => {
  await sync(page);
});

test('marks are there again after a kill of everything, in a new window, and can still be changed', async () => {
  await openAssignment(demo.cartable);
  await page.getByTestId('copies').press('Home');
  await expect(surface()).toBeAttached();
  await page.keyboard.press('v');
  await click(0.2, 0.4);
  await expect.poll(kinds).toEqual(['ink', 'text', 'text', 'tick', 'tick']);
  const { application } = demo.cartable;
  const gone = application.waitForEvent('close');
  const enginePid = demo.cartable.enginePid();
  application.process().kill('SIGKILL');
  process.kill(enginePid, 'SIGKILL');
  await gone;
  const again = await openCartable(demo.dataDirectory);
  try {
    await openAssignment(again);
    page = again.page;
    await page.getByTestId('copies').press('Home');
    await expect(surface().locator('[data-mark]')).toHaveCount(5);
    await expect
      .poll(
        () =>
          demo.local((db) =>
            db.prepare('SELECT revision - composed_revision FROM annotated_document').pluck().get(),
          ),
        {
          timeout: 15_000,
        },
      )
      .toBe(0);
    await page.keyboard.press('m');
    await draw([
      [0.2, 0.4],
      [0.25, 0.45],
    ]);
    await expect(surface().locator('[data-mark]')).toHaveCount(5);
  } finally {
    await again.close();
  }
});

async function sync(window: Page): Promise<void> {
  await expect
    .poll(
      () =>
        demo.local((db) =>
          db.prepare('SELECT revision - composed_revision FROM annotated_document').pluck().get(),
        ),
      {
        timeout: 15_000,
      },
    )
    .toBe(0);
  await window.keyboard.press('Escape');
  await window.keyboard.press('F9');
  const made = annotatedFile();
  await expect
    .poll(() => fileAtServer(made?.sha256 ?? '')?.length ?? 0, { timeout: 30_000 })
    .toBe(made?.bytes.length);
  const there = fileAtServer(made?.sha256 ?? '') ?? Buffer.alloc(0);
  expect(there.subarray(0, made?.original.length).equals(made?.original ?? Buffer.alloc(1))).toBe(true);
}

/** The bytes that the ENT keeps under this name. */
function fileAtServer(sha256: string): Buffer | null {
  const folder = join(demo.folder, 'ent');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = names.find((name) => name.replaceAll(/[\\/]/g, '').endsWith(sha256.slice(2)));
  return found === undefined ? null : readFileSync(join(folder, found));
}
