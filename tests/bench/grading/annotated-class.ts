import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { readAccount } from '../window/account-database.ts';
import { launchWindow } from '../window/launch-window.ts';
import { CLASS_SIZE, makeClassOfScans } from './class-of-scans.ts';
import { openScans } from './next-copy.ts';

const LIMIT_MS = 5 * 60_000;
const SURFACE = '.document-stack-layer[data-shown] [data-testid="page-marks"]';

/** A tick, a stamp and two lines of text on each of 35 copies, by the tools of the window: what each file has grown by. */
export async function measureAnnotatedClass(executablePath: string, root: string) {
  const dataDirectory = join(root, 'annotated');
  await makeClassOfScans(dataDirectory);
  const application = await launchWindow(executablePath, dataDirectory);
  try {
    const page = await application.firstWindow();
    await openScans(page);
    await page.getByTestId('copies').press('Home');
    for (let copy = 0; copy < CLASS_SIZE; copy += 1) {
      await annotate(page, copy);
      await page.keyboard.press('j');
    }
    const added = await addedBytes(dataDirectory);
    return {
      copies: added.length,
      meanBytes: Math.round(added.reduce((sum, bytes) => sum + bytes, 0) / added.length),
      mostBytes: Math.max(...added),
    };
  } finally {
    await application.close();
  }
}

async function annotate(page: Page, copy: number): Promise<void> {
  const surface = page.locator(SURFACE).first();
  // The copy's own page, not the one before that is still on its way out.
  await page
    .locator('.document-stack-layer[data-shown] .view-name', { hasText: `scan-${copy}.pdf` })
    .waitFor();
  await surface.waitFor({ state: 'attached' });
  const box = await surface.boundingBox();
  if (box === null) throw new Error('No page is in view.');
  const click = async (x: number, y: number) =>
    page.mouse.click(box.x + x * box.width, box.y + y * Math.min(box.height, 500));
  await page.keyboard.press('v');
  await click(0.6, 0.25);
  await page.keyboard.press('w');
  await click(0.75, 0.4);
  await page.keyboard.press('t');
  await click(0.2, 0.6);
  await page.getByTestId('mark-editor').fill(`Très bien rédigé, copie ${copy}.\nJustifiez l’étape 2.`);
  await page.keyboard.press('Escape');
  await surface.locator('[data-mark]').nth(2).waitFor();
  await page.keyboard.press('Escape');
}

/** Once every annotated copy has been made: its size less that of the student's file. */
async function addedBytes(dataDirectory: string): Promise<number[]> {
  const endsAt = Date.now() + LIMIT_MS;
  for (;;) {
    const added = readAccount(dataDirectory, (db) =>
      db
        .prepare(
          `SELECT composed.bytes - original.bytes FROM annotated_document annotated
           JOIN blob composed ON composed.sha256 = composed_sha256 JOIN blob original ON original.sha256 = base_sha256
           WHERE revision = composed_revision AND json_array_length(marks) = 3`,
        )
        .pluck()
        .all(),
    ) as number[];
    if (added.length === CLASS_SIZE) return added;
    if (Date.now() > endsAt) throw new Error(`Only ${added.length} annotated copies were made`);
    await setTimeout(500);
  }
}
