import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { connectDemonstration, writeAccount } from '../window/account-database.ts';
import { launchWindow } from '../window/launch-window.ts';
import { percentile, tenth } from '../window/percentile.ts';

const LESSON_ID = 'bench-fifty-pages';
const PAGES = 50;
const PARAGRAPHS_A_PAGE = 8;
/** 500 words a page. */
const SENTENCE =
  'On appelle suite arithmétique toute suite dont chaque terme se déduit du précédent en ajoutant la raison. ';
const FORMULA =
  '<math><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><mrow><msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mi>a</mi><mi>c</mi></mrow></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math>';
/** Letters that every keyboard has: others are put in without a key. */
const TYPED = 'La raison de la suite est donc le nombre que nous cherchons ici. '.repeat(4);

/**
 * Letters typed in the middle of a lesson of fifty pages with formulas.
 *
 * `workMs`: from the key to when the page is done with it, laid out anew; `paintMs`: to the end of the frame that shows
 * the letter, which waits for the screen's next one, up to 16.7 ms more.
 */
export async function measureTyping(executablePath: string, root: string) {
  const dataDirectory = join(root, 'typing');
  await connectDemonstration(dataDirectory);
  const blocks = makeBlocks();
  writeAccount(dataDirectory, ({ db }) => {
    db.prepare(
      `INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at)
       SELECT ?, id, 'Suites', ?, 0, ?, 0 FROM class_group ORDER BY id LIMIT 1`,
    ).run(LESSON_ID, Date.UTC(2026, 11, 1, 9), JSON.stringify(blocks));
  });
  const application = await launchWindow(executablePath, dataDirectory);
  try {
    const page = await application.firstWindow();
    await openInTheMiddle(page);
    const times = await type(page);
    const of = (name: 'workMs' | 'paintMs') => {
      const ms = times.map((time) => time[name]);
      return {
        p50: tenth(percentile(ms, 0.5)),
        p95: tenth(percentile(ms, 0.95)),
        max: tenth(Math.max(...ms)),
      };
    };
    return {
      pages: PAGES,
      blocks: blocks.length,
      formulas: PAGES * PARAGRAPHS_A_PAGE,
      keys: times.length,
      workMs: of('workMs'),
      paintMs: of('paintMs'),
    };
  } finally {
    await application.close();
  }
}

function makeBlocks() {
  return Array.from({ length: PAGES * (PARAGRAPHS_A_PAGE + 1) }, (_, index) => {
    const place = index % (PARAGRAPHS_A_PAGE + 1);
    const text = (words: string) => ({ type: 'text', text: words });
    const content =
      place === 0
        ? { type: 'heading', attrs: { level: 2 }, content: [text(`Partie ${index}`)] }
        : {
            type: 'paragraph',
            content: [
              text(SENTENCE.repeat(2)),
              { type: 'formula', attrs: { mathml: FORMULA } },
              text(` ${SENTENCE.repeat(2)}`),
            ],
          };
    return { id: `block-${index}`, content };
  });
}

async function openInTheMiddle(page: Page): Promise<void> {
  await page.locator('[data-screen="today"]').waitFor();
  await page.evaluate((id) => {
    window.location.hash = `#/lessons/${id}`;
  }, LESSON_ID);
  const paragraph = page.locator('.rich-text-body > p').nth((PAGES * PARAGRAPHS_A_PAGE) / 2);
  await paragraph.scrollIntoViewIfNeeded();
  await paragraph.click();
  await page.keyboard.press('End');
  await page.evaluate(watchKeys);
}

interface KeyTime {
  readonly workMs: number;
  readonly paintMs: number;
}

async function type(page: Page): Promise<KeyTime[]> {
  for (const [index, letter] of [...TYPED].entries()) {
    await page.keyboard.type(letter);
    await page.waitForFunction((count) => (globalThis as unknown as Watched).keyTimes.length > count, index);
  }
  return page.evaluate(() => (globalThis as unknown as Watched).keyTimes);
}

interface Watched {
  keyTimes: KeyTime[];
}

/** In the page: notes of each key when its work is done, and when the frame that shows it has been painted. */
function watchKeys(): void {
  const keyTimes: KeyTime[] = [];
  Object.assign(globalThis, { keyTimes });
  const soon = (work: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(null);
  };
  window.addEventListener(
    'keydown',
    () => {
      const began = performance.now();
      let workMs = 0;
      soon(() => {
        // Whatever the key has changed is laid out here, not in the frame.
        document.body.getBoundingClientRect();
        workMs = performance.now() - began;
      });
      requestAnimationFrame(() =>
        soon(() => {
          keyTimes.push({ workMs, paintMs: performance.now() - began });
        }),
      );
    },
    { capture: true },
  );
}
