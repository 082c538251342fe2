import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { createOptimiser } from '../../../main/engine/optimise/pool.ts';
import type { ChildProcessPort, Processes } from '../../../main/engine/platform/processes.ts';
import { noise } from '../../engine/optimise-pictures.ts';

const PAGES = 100;
/** Different pictures; the others are the same ones, made different by a comment. */
const PICTURES = 4;
/** A4 at 300 dpi. */
const [WIDTH, HEIGHT] = [2480, 3508];

export interface LongScan {
  readonly pages: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number | undefined;
  readonly seconds: number;
  /** Of the optimiser's process, decoders and all; undefined where the system does not tell (Linux does). */
  readonly peakMegabytes: number | undefined;
}

/** A hundred pages scanned in colour, and what their optimiser took of memory. */
export async function measureLongScan(work: string, processes: Processes): Promise<LongScan> {
  const inputPath = join(work, 'scan-100-pages.pdf');
  const pdf = await makeScan();
  await writeFile(inputPath, pdf);
  const peak = new PeakMemory(processes);
  const optimiser = createOptimiser({ processes: peak.processes, concurrency: 1 });
  const startedAt = performance.now();
  const result = await optimiser.optimise({
    inputPath,
    outputPath: join(work, 'scan-100-out.pdf'),
    preset: 'screen',
  });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  await optimiser.close();
  const bytesAfter = result.outcome === 'optimised' ? result.bytesAfter : undefined;
  return {
    pages: PAGES,
    bytesBefore: pdf.length,
    bytesAfter,
    seconds,
    peakMegabytes: await peak.megabytes(),
  };
}

async function makeScan(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const pictures: Buffer[] = [];
  for (let index = 0; index < PICTURES; index += 1) pictures.push(await scannedPage(index));
  for (let page = 0; page < PAGES; page += 1) {
    const image = await document.embedJpg(withComment(pictures[page % PICTURES] as Buffer, `page ${page}`));
    document.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
  }
  return document.save();
}

/** Lines of words on paper with a shadow and a scanner's grain, and a photograph-like patch. */
async function scannedPage(seed: number): Promise<Buffer> {
  const random = noise(seed + 1);
  const lines = Array.from({ length: 44 }, (_, row) => {
    const words = Array.from({ length: 11 }, () => `mot${Math.floor(random() * 997)}`).join(' ');
    return `<text x="180" y="${260 + row * 70}" font-family="serif" font-size="46" fill="#2a2a38">${words}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs><linearGradient id="g"><stop stop-color="#fbf8f0"/><stop offset="1" stop-color="#e4ddd2"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${lines.join('')}<circle cx="1800" cy="2700" r="400" fill="#b8432f" opacity="0.6"/></svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten()
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += 1) {
    data[at] = Math.max(0, Math.min(255, (data[at] as number) + (random() - 0.5) * 12));
  }
  const { width, height, channels } = info;
  return sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 88 }).toBuffer();
}

function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.from(`\xff\xfe\0${String.fromCharCode(text.length + 2)}${text}`, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

/** Watches the processes that are started through it. */
class PeakMemory {
  readonly processes: Processes;
  readonly #watching: Promise<number | undefined>[] = [];

  constructor(real: Processes) {
    this.processes = {
      fork: (name, options) => {
        const child = real.fork(name, options);
        this.#watching.push(peakOf(child));
        return child;
      },
    };
  }

  /** The largest of them, once they are gone. */
  async megabytes(): Promise<number | undefined> {
    const peaks = (await Promise.all(this.#watching)).filter((peak) => peak !== undefined);
    return peaks.length === 0 ? undefined : Math.max(...peaks);
  }
}

/** The system keeps the peak itself: it only has to be read before the process is gone. */
async function peakOf(child: ChildProcessPort): Promise<number | undefined> {
  let isGone = false;
  child.onExit(() => {
    isGone = true;
  });
  let peak: number | undefined;
  while (!isGone) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (kilobytes !== undefined) peak = Math.round(Number(kilobytes) / 1024);
    await delay(100);
  }
  return peak;
}
