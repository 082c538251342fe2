import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { connectDemonstration, writeAccount } from '../window/account-database.ts';
import { launchWindow } from '../window/launch-window.ts';
import { percentile, tenth } from '../window/percentile.ts';
import { timeFrames } from '../window/time-frames.ts';
import { makeAssignment } from './made-work.ts';

const SUBMISSIONS = 5000;
const TITLE = 'Cinq mille copies';
const OPENINGS = 5;
/** Both with and without scrolling: what the machine itself costs is in both. */
const WATCHED_MS = 4000;
const WHEEL_STEP_MS = 16;

/** An assignment of 5,000 submissions with typed answers. */
export async function makeManyCopies(dataDirectory: string): Promise<void> {
  await connectDemonstration(dataDirectory);
  writeAccount(dataDirectory, (account) =>
    makeAssignment(account, {
      id: 'many',
      title: TITLE,
      submissionCount: SUBMISSIONS,
      dueAt: Date.UTC(2026, 10, 20),
      gradedCount: SUBMISSIONS / 2,
      isText: true,
    }),
  );
}

/** From the click on the assignment to its list painted; then frames at rest, and while the list is scrolled. */
export async function measureManyCopies(executablePath: string, root: string) {
  const dataDirectory = join(root, 'many-copies');
  await makeManyCopies(dataDirectory);
  const application = await launchWindow(executablePath, dataDirectory);
  try {
    const page = await application.firstWindow();
    const openings: number[] = [];
    for (let turn = 0; turn < OPENINGS; turn += 1) {
      // Nothing is kept in the page from the time before.
      if (turn > 0) await page.reload();
      openings.push(await openOnce(page));
    }
    const searches = await search(page);
    await page.getByTestId('copies-search').fill('');
    await pause(1000);
    const read = await timeFrames(page);
    await pause(WATCHED_MS);
    const idle = await read();
    await scroll(page);
    const scrolling = await read();
    return {
      submissions: SUBMISSIONS,
      openMedianMs: tenth(percentile(openings, 0.5)),
      openP95Ms: tenth(percentile(openings, 0.95)),
      searchMedianMs: tenth(percentile(searches, 0.5)),
      searchP95Ms: tenth(percentile(searches, 0.95)),
      idle,
      scrolling,
    };
  } finally {
    await application.close();
  }
}

async function openOnce(page: Page): Promise<number> {
  await page.locator('[data-screen]').waitFor();
  await page.keyboard.press('Control+1');
  await page.locator('[data-screen="today"]').waitFor();
  await page.keyboard.press('Control+3');
  const row = page.getByTestId('assignment').filter({ hasText: TITLE });
  await row.waitFor();
  await pause(1000);
  return row.evaluate(
    (link) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        const look = () => {
          const isThere =
            document.querySelectorAll('[data-testid="copy"]').length > 5 &&
            document.querySelector('[data-testid="grade-field"]') !== null;
          if (!isThere) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
        };
        (link as HTMLElement).click();
        requestAnimationFrame(look);
      }),
  );
}

/** Twenty searches, each for the number of one answer: until the list holds that copy alone, painted. */
async function search(page: Page): Promise<number[]> {
  const times: number[] = [];
  await page.getByTestId('copies-search').focus();
  for (let turn = 0; turn < 20; turn += 1) {
    times.push(await searchOnce(page, `reponse${1000 + turn * 131}`));
  }
  return times;
}

/** Types words at once, as a paste does, and answers the milliseconds until the list has at most two copies. */
export async function searchOnce(page: Page, words: string): Promise<number> {
  await page.getByTestId('copies-search').fill('');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="copy"]').length > 2);
  return page.getByTestId('copies-search').evaluate(
    (field, typed) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        set?.call(field, typed);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        const look = () => {
          const listed = document.querySelectorAll('[data-testid="copy"]').length;
          if (listed !== 1) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
        };
        requestAnimationFrame(look);
      }),
    words,
  );
}

async function scroll(page: Page): Promise<void> {
  await page.getByTestId('copies').hover();
  const endsAt = performance.now() + WATCHED_MS;
  while (performance.now() < endsAt) {
    await page.mouse.wheel(0, 240);
    await pause(WHEEL_STEP_MS);
  }
}
