import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type FileDigest, writeNewFile } from '../platform/whole-files.ts';
import { FileSlices, UnreadableSlice } from './file-slices.ts';
import { type DocumentKind, isMisnamed, isPlainArchive, KIND_FACTS, keptExtension } from './kinds.ts';
import type { KeptReason, Outcome, RefusedReason } from './outcome.ts';
import { FIDELITY } from './preset.ts';
import type { EnvironmentFault, OptimiseRequest } from './protocol.ts';
import { DocumentRefusal, type Recipe, type RecipeSource, type Rendition, sizeOf } from './recipe.ts';
import { type RecipeVersion, recipeVersionOf } from './recipe-versions.ts';
import { recipeFor } from './recipes.ts';
import { sniffFile } from './sniff-file.ts';

/** Recipes hold a document in memory: a larger one is a film or a mistake. */
const MAX_DOCUMENT_BYTES = 512 * 1024 * 1024;

/** A document from this size on is read where it is needed, by a recipe that can: a scanner's hundred pages are 200 MB. */
const SLICED_FROM_BYTES = 32 * 1024 * 1024;

/** A failure that is not the document's. */
export class EnvironmentFailure extends Error {
  override readonly name = 'EnvironmentFailure';
  readonly fault: EnvironmentFault;

  constructor(fault: EnvironmentFault, cause: unknown) {
    super(cause instanceof Error ? cause.message : fault, { cause });
    this.fault = fault;
  }
}

/**
 * Optimises one file into `temporaryPath`, which exists, whole and on the disk, only if the outcome is `optimised`.
 *
 * The file itself is only read. Throws `EnvironmentFailure` when the file or the disk cannot be used.
 */
export async function optimiseDocument(
  request: OptimiseRequest,
  reportProgress: (bytesDone: number) => void,
  recipeOf: (kind: DocumentKind) => Recipe | undefined = recipeFor,
): Promise<Outcome> {
  const file = await open(request.inputPath, 'r').catch(blameInput);
  try {
    const before = await file.stat();
    const { size } = before;
    const kind = await sniffFile(file, size).catch(blameInput);
    const document = new DocumentCase(request.fileName, kind, size);
    const isOurs = kind !== 'zip' || isPlainArchive(request.fileName);
    const recipe = isOurs ? recipeOf(kind) : undefined;
    const version = recipeVersionOf(kind);
    if (kind === 'empty') return document.refused('empty');
    if (isMisnamed(request.fileName, kind)) return document.refused('misnamed');
    if (kind === 'ole-encrypted') return document.kept('encrypted');
    if (recipe === undefined || version === undefined) return document.kept('no-recipe');
    if (size > MAX_DOCUMENT_BYTES) return document.refused('too-large');
    const isSliced = recipe.readsSlices === true && size >= SLICED_FROM_BYTES;
    const contents = isSliced
      ? contentsOf(new FileSlices(file.fd, size))
      : { bytes: await readWhole(file, size).catch(blameInput) };
    const expectSame = () => (isSliced ? expectUnchanged(file, before) : Promise.resolve());
    return await applyRecipe({ request, document, recipe, version, contents, reportProgress, expectSame });
  } finally {
    await file.close();
  }
}

interface Application {
  readonly request: OptimiseRequest;
  readonly document: DocumentCase;
  readonly recipe: Recipe;
  readonly version: RecipeVersion;
  readonly contents: Pick<RecipeSource, 'bytes' | 'slices'>;
  readonly reportProgress: (bytesDone: number) => void;
  /** Throws when the file is no longer the one that was read. */
  readonly expectSame: () => Promise<void>;
}

async function applyRecipe({
  request,
  document,
  recipe,
  version,
  contents,
  reportProgress,
  expectSame,
}: Application): Promise<Outcome> {
  try {
    const result = await recipe.optimise({
      kind: document.kind,
      ...contents,
      fidelity: FIDELITY[request.preset],
      reportProgress,
    });
    if ('kept' in result) return document.kept(result.kept);
    // Whatever the recipe believes: never larger than the original.
    if (sizeOf(result.rendition) >= contents.bytes.length) return document.kept('not-smaller');
    await expectSame();
    const written = await writeNewFile(request.temporaryPath, result.rendition.parts).catch(blameOutput);
    return document.optimised(result.rendition, written, version);
  } catch (error) {
    if (error instanceof DocumentRefusal) return document.refused(error.reason);
    if (error instanceof EnvironmentFailure) throw error;
    if (error instanceof UnreadableSlice) blameInput(error.cause ?? error);
    // Bytes that drive a recipe to an error that it does not know are as bad as bytes that end its process.
    return document.refused('crashed');
  }
}

/** One file, and what can be said of it. */
class DocumentCase {
  readonly kind: DocumentKind;
  readonly #extension: string;
  readonly #bytesBefore: number;

  constructor(fileName: string, kind: DocumentKind, bytesBefore: number) {
    this.kind = kind;
    this.#extension = keptExtension(fileName, kind);
    this.#bytesBefore = bytesBefore;
  }

  kept(reason: KeptReason): Outcome {
    return { outcome: 'kept', reason, ...this.#whatItIs() };
  }

  refused(reason: RefusedReason): Outcome {
    return { outcome: 'refused', reason, ...this.#whatItIs() };
  }

  optimised(rendition: Rendition, written: FileDigest, recipe: RecipeVersion): Outcome {
    const { kind, pages, width, height, likeness } = rendition;
    const { mediaType, extension = this.#extension } = KIND_FACTS[kind];
    return {
      outcome: 'optimised',
      mediaType,
      extension: kind === this.kind ? this.#extension : extension,
      bytesBefore: this.#bytesBefore,
      bytesAfter: written.sizeBytes,
      sha256: written.sha256,
      recipe,
      ...(pages === undefined ? {} : { pages }),
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
      ...(likeness === undefined ? {} : { ssim: likeness }),
    };
  }

  #whatItIs() {
    return {
      mediaType: KIND_FACTS[this.kind].mediaType,
      extension: this.#extension,
      bytesBefore: this.#bytesBefore,
    };
  }
}

function contentsOf(slices: FileSlices): Pick<RecipeSource, 'bytes' | 'slices'> {
  return { bytes: slices.bytes, slices };
}

/** A file that is read in slices must be the same one from the first to the last. */
async function expectUnchanged(file: FileHandle, before: Stats): Promise<void> {
  const { size, mtimeMs } = await file.stat();
  if (size !== before.size || mtimeMs !== before.mtimeMs) blameInput(new Error('changed while it was read'));
}

/** In memory that a recipe's threads can read as well, so that a large document is there once. */
async function readWhole(file: FileHandle, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.from(new SharedArrayBuffer(sizeBytes));
  let length = 0;
  while (length < sizeBytes) {
    const { bytesRead } = await file.read(bytes, length, sizeBytes - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function blameInput(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  throw new EnvironmentFailure(code === 'ENOENT' ? 'file-missing' : 'file-unreadable', error);
}

function blameOutput(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  throw new EnvironmentFailure(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'unexpected', error);
}
