/** Feeds an optimiser with mutated documents, and tallies what becomes of them. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KIND_FACTS } from '../../main/engine/optimise/kinds.ts';
import { outcomeSchema } from '../../main/engine/optimise/outcome.ts';
import type { Optimiser, OptimiserResult } from '../../main/engine/optimise/pool.ts';
import { type Preset, presetSchema } from '../../main/engine/optimise/preset.ts';
import { sniffBytes } from '../../main/engine/optimise/sniff.ts';
import { mutate, type Seed } from './optimise-mutations.ts';

/** Longer than this is a hang. */
export const HANG_MS = 10_000;
const TOO_LONG = 'took too long';

export interface FuzzOptions {
  readonly optimiser: Optimiser;
  readonly seeds: readonly Seed[];
  readonly seed: number;
  /** Which mutations to make: their numbers. */
  readonly indexes: Iterable<number>;
  readonly folder: string;
  readonly concurrency: number;
  onFile?(index: number): void;
}

/** A document that did what none may do. */
export interface Finding {
  readonly index: number;
  readonly name: string;
  readonly what: string;
}

export interface FuzzReport {
  readonly files: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
}

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const outcomes: Record<string, number> = {};
  const findings: Finding[] = [];
  let [files, slowestMs] = [0, 0];
  const queue = options.indexes[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const index = next.value;
      const { name, bytes } = mutate(options.seeds, options.seed, index);
      const first = await optimiseOne(options, index, { name, bytes });
      // A busy machine is no hang: what took too long once is timed once more.
      const { outcome, what, ms } =
        first.what === TOO_LONG ? await optimiseOne(options, index, { name, bytes }) : first;
      files += 1;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      slowestMs = Math.max(slowestMs, ms);
      if (what !== undefined) findings.push({ index, name, what });
      options.onFile?.(files);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  return { files, outcomes, slowestMs: Math.round(slowestMs), findings };
}

/** One after the other: document mode meets as many as the rest. */
function presetOf(index: number): Preset {
  return presetSchema.options[index % presetSchema.options.length] as Preset;
}

async function optimiseOne({ optimiser, folder }: FuzzOptions, index: number, { name, bytes }: Seed) {
  const [inputPath, outputPath] = [join(folder, `${index}-${name}`), join(folder, `${index}-out`)];
  await writeFile(inputPath, bytes);
  const startedAt = performance.now();
  try {
    const result = await optimiser.optimise({
      inputPath,
      outputPath,
      fileName: name,
      preset: presetOf(index),
    });
    const ms = performance.now() - startedAt;
    const what = ms > HANG_MS ? TOO_LONG : await faultOf(result, bytes, outputPath);
    const outcome = result.outcome === 'optimised' ? 'optimised' : `${result.outcome}: ${result.reason}`;
    return { outcome, what, ms };
  } catch (error) {
    return { outcome: 'failed', what: String(error), ms: performance.now() - startedAt };
  } finally {
    await rm(inputPath, { force: true });
    await rm(outputPath, { force: true });
  }
}

/** What is wrong with an answer; undefined if it is one of those that may be given. */
async function faultOf(
  result: OptimiserResult,
  before: Buffer,
  outputPath: string,
): Promise<string | undefined> {
  const { outputPath: _, ...outcome } = result;
  if (!outcomeSchema.safeParse(outcome).success) return 'an outcome that is none';
  if (outcome.outcome === 'refused' && ['crashed', 'timed-out'].includes(outcome.reason))
    return outcome.reason;
  if (outcome.outcome !== 'optimised') return undefined;
  const after = await readFile(outputPath);
  if (after.length >= before.length) return 'not smaller';
  return KIND_FACTS[sniffBytes(after)].mediaType === outcome.mediaType ? undefined : 'not what it says';
}
