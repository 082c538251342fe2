import { setTimeout } from 'node:timers/promises';
import { connectDemonstration, readAccount, writeAccount } from '../window/account-database.ts';
import { launchWindow } from '../window/launch-window.ts';
import { percentile, tenth } from '../window/percentile.ts';
import { product, startOnce } from '../window/start-up.ts';
import { makeAssignment } from './made-work.ts';
import { searchOnce } from './many-copies.ts';
import { writeTenYears } from './ten-years.ts';

const TODAY = '[data-screen="today"] a[href^="#/grading/"]';
const TITLE = 'Réponses à chercher';

/** Starts in turns with ten years of data and with none, and searches in the larger one. */
export async function measureTenYears(executablePath: string, root: string, runs: number) {
  const empty = product(root, 'empty', TODAY);
  const full = product(root, 'ten-years', TODAY);
  for (const { dataDirectory } of [empty, full]) await connectDemonstration(dataDirectory);
  writeAccount(full.dataDirectory, (account) => {
    writeTenYears(account);
    makeAssignment(account, {
      id: 'searched',
      title: TITLE,
      submissionCount: 350,
      dueAt: Date.UTC(2026, 10, 20),
      gradedCount: 0,
      isText: true,
    });
  });
  const times = { empty: [] as number[], full: [] as number[] };
  // The first turn warms the disk and the code caches.
  for (let turn = 0; turn <= runs; turn += 1) {
    const emptyMs = await startOnce(executablePath, empty);
    const fullMs = await startOnce(executablePath, full);
    if (turn === 0) continue;
    times.empty.push(emptyMs);
    times.full.push(fullMs);
  }
  const searches = await searchIn(executablePath, full.dataDirectory);
  const emptyMs = percentile(times.empty, 0.5);
  const fullMs = percentile(times.full, 0.5);
  return {
    ...countRows(full.dataDirectory),
    runs,
    emptyMedianMs: Math.round(emptyMs),
    tenYearsMedianMs: Math.round(fullMs),
    ratio: Math.round((fullMs / emptyMs) * 100) / 100,
    searchMedianMs: tenth(percentile(searches, 0.5)),
    searchP95Ms: tenth(percentile(searches, 0.95)),
  };
}

async function searchIn(executablePath: string, dataDirectory: string): Promise<number[]> {
  const application = await launchWindow(executablePath, dataDirectory);
  try {
    const page = await application.firstWindow();
    await page.locator('[data-screen="today"]').waitFor();
    await page.keyboard.press('Control+3');
    await page.getByTestId('assignment').filter({ hasText: TITLE }).click();
    await page.getByTestId('copies-search').waitFor();
    await setTimeout(2000);
    const times: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) times.push(await searchOnce(page, `reponse${100 + turn * 11}.`));
    return times;
  } finally {
    await application.close();
  }
}

/** What is really there. */
function countRows(dataDirectory: string) {
  return readAccount(dataDirectory, (db) => {
    const count = (table: string) => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;
    return {
      submissions: count('submission'),
      historyRows: ['outbox_op', 'outbox_done', 'grade_history', 'sync_session'].reduce(
        (sum, table) => sum + count(table),
        0,
      ),
    };
  });
}
