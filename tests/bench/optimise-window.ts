/**
 * The longest frame of the real window while documents are optimised: `npm run bench -- optimise-window [--files=100] [--json]`.
 *
 * Photos come in by a watched folder while the screen that lists them is open and a probe in the page times each frame. The
 * same is measured of the window at rest before, so that what the machine itself costs is known.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { _electron, type Page } from '@playwright/test';
import sharp from 'sharp';
import { bundleIfNeeded } from '../../build/bundle.ts';
import { inProject } from '../../build/project.ts';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { measureInWindow } from './window/measure-in-window.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '100' }, json: { type: 'boolean' } },
});
const FILES = Number(values.files);
const REST_MS = 5000;
const LIMIT_MS = 15 * 60_000;

interface Frames {
  readonly frames: number;
  readonly longestMs: number;
  readonly over50Ms: number;
  /** The longest work of the page itself, from Chromium's own account; 0 when none was over 50 ms. */
  readonly longestTaskMs: number;
}

/** Photos of noise over a gradient: none like another, each with real work in it. */
async function writePhotos(folder: string): Promise<void> {
  for (let index = 0; index < FILES; index += 1) {
    const noise = { type: 'gaussian', mean: 100 + (index % 80), sigma: 20 } as const;
    const photo = sharp({ create: { width: 1800, height: 1350, channels: 3, background: 'white', noise } });
    await photo
      .blur(1.2)
      .jpeg({ quality: 95 })
      .toFile(join(folder, `Photo ${index + 1}.jpg`));
  }
}

/** An account of the demonstration with one watched folder, whose files are asked for. */
async function prepare(dataDirectory: string, folder: string): Promise<void> {
  const engine = await createEngine({
    dataDirectory,
    appVersion: '0.0.1',
    deviceName: 'bench',
    secrets: memorySecrets(),
  });
  await engine.client.account.connectDemo();
  await engine.client.sync.start();
  await engine.client.watch.addFolder({ path: folder });
  await engine.close();
}

/** Times every frame from now on; `read` gives what was seen since. */
async function timeFrames(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(() => {
    const seen = { frames: 0, longestMs: 0, over50Ms: 0, longestTaskMs: 0 };
    Object.assign(globalThis, { seenFrames: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
    }).observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const onFrame = (now: number) => {
      const tookMs = now - last;
      last = now;
      seen.frames += 1;
      seen.longestMs = Math.max(seen.longestMs, tookMs);
      if (tookMs > 50) seen.over50Ms += 1;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
  return () =>
    page.evaluate(() => {
      const { seenFrames } = globalThis as unknown as { seenFrames: Record<keyof Frames, number> };
      const read = { ...seenFrames, longestMs: Math.round(seenFrames.longestMs * 10) / 10 };
      Object.assign(seenFrames, { frames: 0, longestMs: 0, over50Ms: 0, longestTaskMs: 0 });
      return read;
    });
}

async function measure(executablePath: string, root: string): Promise<void> {
  const folder = join(root, 'Photos');
  const dataDirectory = join(root, 'data');
  mkdirSync(folder);
  await prepare(dataDirectory, folder);
  const isRoot = process.getuid?.() === 0;
  const args = [...(isRoot ? ['--no-sandbox'] : []), inProject('.'), `--data=${dataDirectory}`, '--lang=fr'];
  const env = { ...(process.env as Record<string, string>), CARTABLE_NODE: process.execPath, LANGUAGE: 'fr' };
  const application = await _electron.launch({ executablePath, args, env });
  try {
    const page = await application.firstWindow();
    await page.locator('[data-screen="today"]').waitFor();
    await page.keyboard.press('Control+5');
    await page.getByText('À ranger').click();
    await setTimeout(REST_MS);
    const read = await timeFrames(page);
    await setTimeout(REST_MS);
    const atRest = await read();
    // Read already, empty: what is written now is new.
    await writePhotos(folder);
    await read();
    const startedAt = performance.now();
    await page.getByText(`À ranger (${FILES})`).waitFor({ timeout: LIMIT_MS });
    const optimising = await read();
    report(atRest, optimising, Math.round(performance.now() - startedAt));
  } finally {
    await application.close();
  }
}

function report(atRest: Frames, optimising: Frames, tookMs: number): void {
  if (values.json) console.log(JSON.stringify({ files: FILES, tookMs, atRest, optimising }));
  else console.table({ atRest, optimising });
}

await measureInWindow('cartable-optimise-window-', bundleIfNeeded, measure);
