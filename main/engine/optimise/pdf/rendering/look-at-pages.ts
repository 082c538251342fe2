import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { entryUrl } from '../../../platform/entries.ts';
import type { FileSlices } from '../../file-slices.ts';
import type { PdfFile } from '../sliced-lexer.ts';
import type { PageLikeness } from './compare-renderings.ts';
import type { WitnessMessage, WitnessTask } from './page-witness.ts';
import type { DistantFile } from './pdfium.ts';
import { type CompiledModule, webAssembly } from './web-assembly.ts';

/** A page of a school book is rendered in a quarter of a second; one that takes this long is not waited for. */
const PAGE_LIMIT_MS = 15_000;

/** What a page must hold to be the same page: see `PageLikeness`. */
export interface LikenessFloors {
  readonly whole: number;
  readonly worstPart: number;
  readonly tint: number;
}

/** `unseen`: the original cannot be rendered, or not in time: nothing can be said. */
export type Verdict = 'alike' | 'different' | 'unseen';

export interface PagesToSee {
  readonly before: PdfFile;
  readonly after: Uint8Array;
  readonly pageCount: number;
  readonly pages: WitnessTask['pages'];
  readonly floorsOf: (index: number) => LikenessFloors;
  /** Called after each page. */
  readonly onPage: () => void;
}

/** A witness that has done its task and waits for the next: to start one takes as long as to look at ten pages. */
let idle: Worker | undefined;

/** Renders pages of a document and of its rendition, and judges whether they look alike; sizes and number of pages count. */
export async function lookAtPages(options: PagesToSee): Promise<Verdict> {
  const { before, after, pageCount, pages } = options;
  const witness = await takeWitness();
  const task: WitnessTask = {
    before: before.slices === undefined ? shared(before.bytes) : distant(before.slices),
    after: shared(after),
    pageCount,
    pages: pages.map(({ index, pixels }) => ({ index, pixels })),
  };
  const { verdict, isFit } = await hear(witness, task, options);
  // One that was not heard to its end is still at work, and what it met may have harmed it.
  if (isFit && verdict === 'alike' && idle === undefined) keep(witness);
  else await witness.terminate();
  return verdict;
}

async function takeWitness(): Promise<Worker> {
  const waiting = idle;
  idle = undefined;
  waiting?.removeAllListeners('exit').ref();
  return (
    waiting ?? new Worker(entryUrl('page-witness'), { workerData: await compiledPdfium(), execArgv: [] })
  );
}

/** Does not keep the process from ending; one that ends by itself is not waited for. */
function keep(witness: Worker): void {
  idle = witness;
  witness.unref();
  witness.on('exit', () => {
    if (idle === witness) idle = undefined;
  });
}

interface Heard {
  readonly verdict: Verdict;
  readonly isFit: boolean;
}

function hear(witness: Worker, task: WitnessTask, { floorsOf, onPage }: PagesToSee): Promise<Heard> {
  return new Promise<Heard>((resolve) => {
    const settle = (verdict: Verdict, isFit = false) => {
      clearTimeout(patience);
      for (const event of ['message', 'error', 'exit']) witness.removeAllListeners(event);
      witness.on('error', () => undefined);
      resolve({ verdict, isFit });
    };
    const patience = setTimeout(() => settle('unseen'), PAGE_LIMIT_MS);
    witness.on('message', (message: WitnessMessage) => {
      patience.refresh();
      if (message.kind === 'page') {
        onPage();
        if (!isAlike(message.likeness, floorsOf(message.index))) settle('different');
      } else settle(VERDICTS[message.kind], message.kind === 'done' && message.isFit);
    });
    // PDFium has its limits too: what it stumbles over has not been seen.
    witness.on('error', () => settle('unseen'));
    witness.on('exit', () => settle('unseen'));
    witness.postMessage(task);
  });
}

const VERDICTS = { done: 'alike', differs: 'different', unopened: 'unseen' } as const;

function isAlike({ whole, worstPart, tint }: PageLikeness, floors: LikenessFloors): boolean {
  return whole >= floors.whole && worstPart >= floors.worstPart && tint <= floors.tint;
}

function distant({ fd, bytes }: FileSlices): DistantFile {
  return { fd, length: bytes.length };
}

/** Both threads read the same bytes where they can; otherwise the other one gets a copy. */
function shared(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer)
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

let compiled: Promise<CompiledModule> | undefined;

/** PDFium for WebAssembly, compiled once for all documents. In the bundle it lies beside the program. */
export function compiledPdfium(): Promise<CompiledModule> {
  const { url } = import.meta;
  const path = url.endsWith('.ts')
    ? createRequire(url).resolve('@hyzyla/pdfium/pdfium.wasm')
    : new URL('./pdfium.wasm', url);
  compiled ??= readFile(path).then((bytes) => webAssembly.compile(bytes));
  return compiled;
}
