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
import sharp from 'sharp';
import { bundleIfNeeded } from '../../build/bundle.ts';
import { createEngine } from '../../main/engine/create-engine.ts';
import { memorySecrets } from '../../main/engine/platform/secrets.ts';
import { launchWindow } from './window/launch-window.ts';
import { measureInWindow } from './window/measure-in-window.ts';
import { type Frames, timeFrames } from './window/time-frames.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '100' }, json: { type: 'boolean' } },
});
const FILES = Number(values.files);
const REST_MS = 5000;
const LIMIT_MS = 15 * 60_000;

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

async function measure(executablePath: string, root: string): Promise<void> {
  const folder = join(root, 'Photos');
  const dataDirectory = join(root, 'data');
  mkdirSync(folder);
  await prepare(dataDirectory, folder);
  const application = await launchWindow(executablePath, dataDirectory);
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
