import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { SeededRandom } from '../../faults/simulation/seeded-random.ts';
import { connectDemonstration, readAccount, writeAccount } from '../window/account-database.ts';
import { launchWindow } from '../window/launch-window.ts';
import { percentile } from '../window/percentile.ts';

const LESSON_ID = 'bench-killed';
const FIRST_BLOCK = [{ id: 'first', content: { type: 'paragraph' } }];
/** How long is typed before a kill, ms. */
const TYPED_MS = { least: 1_500, most: 4_500 };
/** Between two letters, ms: a fast typist. */
const LETTER_MS = 40;

interface TypedWord {
  readonly word: string;
  /** When its last letter was in the window, ms. */
  readonly at: number;
}

/**
 * Kills the window and the engine by SIGKILL at random instants while a teacher types in a lesson, and reads what is on the disk.
 *
 * `lostMs`: how long before the kill the first word that is lost had been typed; 0: none is. `damaged`: kills after which a word of
 * before was gone, or the words were no beginning of what was typed.
 */
export async function measureTypingKills(
  executablePath: string,
  root: string,
  { count, seed }: { count: number; seed: number },
) {
  const dataDirectory = join(root, 'typing-kills');
  await connectDemonstration(dataDirectory);
  writeAccount(dataDirectory, ({ db }) => {
    db.prepare(
      `INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at)
       SELECT ?, id, 'Suites', ?, 0, ?, 0 FROM class_group ORDER BY id LIMIT 1`,
    ).run(LESSON_ID, Date.UTC(2026, 11, 1, 9), JSON.stringify(FIRST_BLOCK));
  });
  const random = new SeededRandom(seed, 'typing');
  const lostMs: number[] = [];
  let kept: readonly string[] = [];
  let damaged = 0;
  for (let kill = 0; kill < count; kill += 1) {
    const afterMs = TYPED_MS.least + random.fraction() * (TYPED_MS.most - TYPED_MS.least);
    const application = await launchWindow(executablePath, dataDirectory);
    const { typed, killedAt } = await typeUntilKilled(application, { kill, afterMs });
    const words = wordsOnDisk(dataDirectory);
    const stored = words.slice(kept.length);
    const isWhole = kept.every((word, index) => words[index] === word);
    if (!isWhole || stored.some((word, index) => !isBeginningOf(word, typed[index]?.word))) damaged += 1;
    const firstLost = typed.find(({ word }) => !words.includes(word));
    lostMs.push(firstLost === undefined ? 0 : Math.round(killedAt - firstLost.at));
    kept = words;
  }
  return {
    seed,
    kills: count,
    words: kept.length,
    damaged,
    lostMs: { p50: percentile(lostMs, 0.5), p95: percentile(lostMs, 0.95), max: Math.max(...lostMs) },
  };
}

/** Types one numbered word after the other at the end of the lesson; in the middle of one, all of it is killed. */
async function typeUntilKilled(
  application: ElectronApplication,
  { kill, afterMs }: { kill: number; afterMs: number },
): Promise<{ typed: readonly TypedWord[]; killedAt: number }> {
  const page = await application.firstWindow();
  await openAtTheEnd(page);
  const processes = familyOf(application.process().pid ?? 0);
  const gone = new Promise((resolve) => application.process().once('exit', resolve));
  const typed: TypedWord[] = [];
  let killedAt: number | null = null;
  const timer = setTimeout(() => {
    killedAt = performance.now();
    for (const pid of processes) process.kill(pid, 'SIGKILL');
  }, afterMs);
  try {
    while (killedAt === null) {
      const word = `k${kill}w${typed.length}`;
      await page.keyboard.type(`${word} `, { delay: LETTER_MS });
      if (killedAt === null) typed.push({ word, at: performance.now() });
    }
  } catch (error) {
    if (killedAt === null) throw error;
  } finally {
    clearTimeout(timer);
  }
  await gone;
  return { typed, killedAt: killedAt ?? performance.now() };
}

async function openAtTheEnd(page: Page): Promise<void> {
  await page.locator('[data-screen="today"]').waitFor();
  await page.evaluate((id) => {
    window.location.hash = `#/lessons/${id}`;
  }, LESSON_ID);
  await page.locator('.rich-text-body').first().click();
  await page.keyboard.press('Control+End');
}

/** A process and all that it has begun, the engine among them. */
function familyOf(pid: number): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listed
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const one of family) for (const [child = 0, parent] of pairs) if (parent === one) family.push(child);
  return family;
}

function wordsOnDisk(dataDirectory: string): string[] {
  const blocks = readAccount(dataDirectory, (db) =>
    db.prepare('SELECT blocks FROM lesson WHERE id = ?').pluck().get(LESSON_ID),
  );
  return [...String(blocks).matchAll(/k\d+w\d+/g)].map(([word]) => word);
}

/** The last one may have been saved in its middle. */
function isBeginningOf(stored: string, typed: string | undefined): boolean {
  return typed === undefined || typed.startsWith(stored);
}
