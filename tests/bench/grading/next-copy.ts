import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { launchWindow } from '../window/launch-window.ts';
import { percentile, tenth } from '../window/percentile.ts';
import { CLASS_SIZE, CLASS_TITLE, makeClassOfScans } from './class-of-scans.ts';

/** A teacher who only glances at each copy; most take a hundred times that. */
const READING_MS = 2000;

/**
 * From Enter in the grade field to the next student's scan drawn and painted, with the grade field ready for its first digit.
 *
 * `hurriedMs`: without any time to read, so that nothing can have been made ready before.
 */
export async function measureNextCopy(executablePath: string, root: string) {
  const dataDirectory = join(root, 'next-copy');
  const scanBytes = await makeClassOfScans(dataDirectory);
  const application = await launchWindow(executablePath, dataDirectory);
  try {
    const page = await application.firstWindow();
    await openScans(page);
    const times = await gradeClass(page, READING_MS);
    await page.getByRole('button', { name: 'Revoir les copies' }).click();
    const hurried = await lookThrough(page);
    return {
      copies: times.length,
      scanBytes,
      readingMs: READING_MS,
      medianMs: tenth(percentile(times, 0.5)),
      p95Ms: tenth(percentile(times, 0.95)),
      longestMs: tenth(Math.max(...times)),
      hurriedMedianMs: tenth(percentile(hurried, 0.5)),
      hurriedP95Ms: tenth(percentile(hurried, 0.95)),
    };
  } finally {
    await application.close();
  }
}

/** Opens the class, and waits for the first scan. */
export async function openScans(page: Page): Promise<void> {
  await page.locator('[data-screen="today"]').waitFor();
  await page.keyboard.press('Control+3');
  await page.getByTestId('assignment').filter({ hasText: CLASS_TITLE }).click();
  await page.locator('.document-stack-layer[data-shown] [data-shown] canvas').first().waitFor();
  await page.evaluate(watchKeys);
}

async function gradeClass(page: Page, readingMs: number): Promise<number[]> {
  const times: number[] = [];
  await page.keyboard.press('g');
  // From the last copy the way leads to « all graded », not to a copy.
  for (let copy = 0; copy < CLASS_SIZE - 1; copy += 1) {
    await setTimeout(readingMs);
    await page.keyboard.type(String(8 + (copy % 10)));
    await page.keyboard.press('Enter');
    times.push(await readTime(page));
  }
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  return times;
}

async function lookThrough(page: Page): Promise<number[]> {
  const times: number[] = [];
  await page.getByTestId('copies').press('Home');
  await readTime(page);
  await page.getByTestId('grade-field').focus();
  for (let copy = 0; copy < CLASS_SIZE - 1; copy += 1) {
    await page.keyboard.press('ArrowDown');
    times.push(await readTime(page));
  }
  return times;
}

/** Resolves with the milliseconds that the last key took. */
async function readTime(page: Page): Promise<number> {
  const times = await page.waitForFunction(
    () => (globalThis as unknown as { lastStepMs: number | null }).lastStepMs ?? false,
    undefined,
    { timeout: 60_000 },
  );
  return (await times.jsonValue()) as number;
}

/**
 * In the page: at a key that leads to another copy, asks at each frame whether another name, its own drawn page and a field
 * that takes digits are there, and notes the end of the frame that first shows them.
 */
function watchKeys(): void {
  const shared = globalThis as unknown as { lastStepMs: number | null };
  const nameOfCopy = () => document.querySelector('[data-testid="copy-name"]')?.textContent;
  const shownFile = () => {
    const layer = document.querySelector('.document-stack-layer[data-shown]');
    const canvas = layer?.querySelector('[data-shown] canvas');
    return canvas instanceof HTMLCanvasElement && canvas.width > 0
      ? layer?.querySelector('.view-name')?.textContent
      : null;
  };
  const isReady = () => {
    const field = document.querySelector<HTMLInputElement>('[data-testid="grade-field"]');
    return field !== null && !field.disabled && !field.readOnly;
  };
  window.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (!['Enter', 'ArrowDown', 'Home'].includes(key)) return;
      const [name, file] = [nameOfCopy(), shownFile()];
      shared.lastStepMs = null;
      const look = () => {
        const isThere = nameOfCopy() !== name && shownFile() != null && shownFile() !== file && isReady();
        if (!isThere) {
          requestAnimationFrame(look);
          return;
        }
        // This frame is painted once it has run: the message comes after that.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          shared.lastStepMs = performance.now() - timeStamp;
        };
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
}
