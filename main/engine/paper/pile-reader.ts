/**
 * A thread that joins scanned files into a pile, reads the codes of its pages, or cuts it into files.
 *
 * Started by pile-thread.ts, which ends it when a page takes too long: hostile pages cost one thread, and its memory.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
// A CommonJS package whose function is its own `default`, under Node and in the bundle alike.
import jsqr from 'jsqr';
import {
  concatTransformationMatrix,
  degrees,
  PDFDocument,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
} from 'pdf-lib';
import { type OpenDocument, startPdfium } from '../optimise/pdf/rendering/pdfium.ts';
import { imagePage } from '../print/image-page.ts';
import type { PieceTask, PileMessage, PileTask, ReadPage } from './pile-task.ts';
import { codeIn, type PageTurn, turnOf } from './rules.ts';
import { smoothed } from './smooth.ts';

/**
 * How a page is looked at: pixels of its long edge, and how much it is smoothed. The first finds all but what was printed small;
 * measured on sheets with a grain of a third of the range, askew and at 100 to 200 dots an inch.
 */
const LOOKS = [
  { longEdge: 1300, radius: 1 },
  { longEdge: 2000, radius: 2 },
] as const;
const MOST_DPI = 300;

/** PDFium keeps the packed images of each page that it showed until the document is closed. */
const PAGES_OF_AN_OPENING = 8;

const tell = (message: PileMessage) => parentPort?.postMessage(message);

const task = workerData as PileTask;
tell({ kind: await work(task) });

function work(asked: PileTask): Promise<'done' | 'unopened'> {
  if (asked.kind === 'read') return read(asked);
  return asked.kind === 'cut' ? cut(asked) : join(asked);
}

async function join({ paths, into }: PileTask & { kind: 'join' }): Promise<'done' | 'unopened'> {
  const pile = await PDFDocument.create({ updateMetadata: false });
  tell({ kind: 'begun', total: paths.length });
  for (const path of paths) {
    const scan = await pagesOf(readFileSync(path));
    if (scan === null) return 'unopened';
    for (const page of await pile.copyPages(scan, scan.getPageIndices())) pile.addPage(page);
    tell({ kind: 'page', page: null });
  }
  writeFileSync(into, await pile.save(), { flag: 'wx', mode: 0o600 });
  return 'done';
}

/** Null for what is neither a PDF nor an image that a page can hold. */
async function pagesOf(file: Uint8Array): Promise<PDFDocument | null> {
  const image = await imagePage(file);
  const bytes = image === null ? file : Buffer.concat(image);
  return PDFDocument.load(bytes, { updateMetadata: false }).catch(() => null);
}

async function read({ pdfium, fd, sizeBytes }: PileTask & { kind: 'read' }): Promise<'done' | 'unopened'> {
  const { open } = await startPdfium(pdfium);
  const file = { fd, length: sizeBytes };
  let document = open(file);
  if (document === undefined) return 'unopened';
  const total = document.pages;
  tell({ kind: 'begun', total });
  for (let page = 0; page < total; page += 1) {
    if (page > 0 && page % PAGES_OF_AN_OPENING === 0) {
      document.close();
      document = open(file);
      if (document === undefined) return 'unopened';
    }
    tell({ kind: 'page', page: readPage(document, page) });
  }
  return 'done';
}

function readPage(document: OpenDocument, index: number): ReadPage {
  for (const { longEdge, radius } of LOOKS) {
    const rendering = document.render(index, longEdge, MOST_DPI);
    if (rendering === undefined) break;
    const { width, height } = rendering;
    const found = jsqr.default(smoothed(rendering, radius), width, height, {
      inversionAttempts: 'dontInvert',
    });
    const code = found === null ? null : codeIn(found.data);
    if (found !== null && code !== null) {
      // Seen, not computed: the corners lean on the small pattern in the fourth, by which a code was up to 0.7 degrees off.
      const { topLeftFinderPattern, topRightFinderPattern } = found.location;
      return { code, turn: turnOf(topLeftFinderPattern, topRightFinderPattern) };
    }
  }
  return { code: null, turn: null };
}

async function cut({ path, parts }: PileTask & { kind: 'cut' }): Promise<'done' | 'unopened'> {
  const pile = await PDFDocument.load(readFileSync(path), { updateMetadata: false }).catch(() => null);
  if (pile === null) return 'unopened';
  tell({ kind: 'begun', total: parts.length });
  for (const part of parts) {
    writeFileSync(part.path, await pieceOf(pile, part), { flag: 'wx', mode: 0o600 });
    tell({ kind: 'page', page: null });
  }
  return 'done';
}

async function pieceOf(pile: PDFDocument, { firstPage, turns }: PieceTask): Promise<Uint8Array> {
  const piece = await PDFDocument.create({ updateMetadata: false });
  const pages = await piece.copyPages(
    pile,
    turns.map((_, index) => firstPage + index),
  );
  for (const [index, page] of pages.entries()) straighten(piece.addPage(page), turns[index] as PageTurn);
  return piece.save();
}

/** Turns a page upright: by quarters as its reader shows it, by less by turning what is drawn. No pixel changes. */
function straighten(page: PDFPage, { quarters, skewDegrees }: PageTurn): void {
  if (quarters !== 0)
    page.setRotation(degrees((((page.getRotation().angle - 90 * quarters) % 360) + 360) % 360));
  if (skewDegrees === 0) return;
  const { x, y, width, height } = page.getMediaBox();
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  // Counter-clockwise by the skew, about the middle.
  const [cos, sin] = [Math.cos((skewDegrees * Math.PI) / 180), Math.sin((skewDegrees * Math.PI) / 180)];
  const { context } = page.doc;
  const start = context.contentStream([
    pushGraphicsState(),
    concatTransformationMatrix(
      cos,
      sin,
      -sin,
      cos,
      middleX - cos * middleX + sin * middleY,
      middleY - sin * middleX - cos * middleY,
    ),
  ]);
  const end = context.contentStream([popGraphicsState()]);
  page.node.normalize();
  page.node.wrapContentStreams(context.register(start), context.register(end));
}
