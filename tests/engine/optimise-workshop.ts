/** A folder, files in it and a real pool of real processes, for tests of the optimiser. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect } from 'vitest';
import {
  createOptimiser,
  type OptimiserOptions,
  type OptimiserResult,
} from '../../main/engine/optimise/pool.ts';
import type { Preset } from '../../main/engine/optimise/preset.ts';
import { nodeProcesses } from '../../main/engine/platform/processes.ts';

export interface Workshop {
  readonly folder: string;
  /** Writes a file, and returns its path. */
  file(name: string, bytes: Uint8Array): Promise<string>;
  /** Optimises a file; checks on the way that it was not touched, and that nothing but the rendition was written. */
  optimise(
    name: string,
    bytes: Uint8Array,
    preset?: Preset,
  ): Promise<{ result: OptimiserResult; output: Buffer | undefined }>;
}

/** To be called in a describe block or at the top of a file: it cleans up after the tests there. */
export async function openWorkshop(options: Partial<OptimiserOptions> = {}): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'cartable-optimise-'));
  const optimiser = createOptimiser({ processes: nodeProcesses(), ...options });
  afterAll(async () => {
    await optimiser.close();
    await rm(folder, { recursive: true, force: true });
  });
  let count = 0;
  const file = async (name: string, bytes: Uint8Array) => {
    const own = await mkdtemp(join(folder, 'in-'));
    await writeFile(join(own, name), bytes);
    return join(own, name);
  };
  return {
    folder,
    file,
    async optimise(name, bytes, preset = 'screen') {
      const inputPath = await file(name, bytes);
      const outputDir = await mkdtemp(join(folder, `out-${count++}-`));
      const result = await optimiser.optimise({ inputPath, outputDir, preset });
      expect(Buffer.compare(await readFile(inputPath), bytes)).toBe(0);
      expect((await readdir(outputDir)).length).toBe(result.outcome === 'optimised' ? 1 : 0);
      const output = result.outputPath === undefined ? undefined : await readFile(result.outputPath);
      if (result.outcome === 'optimised') expect(output?.length).toBe(result.bytesAfter);
      return { result, output };
    },
  };
}

/** Real processes that run another program in the optimiser's place. */
export function processesRunning(fixture: string) {
  const url = pathToFileURL(join(import.meta.dirname, '../fixtures/documents', fixture));
  return nodeProcesses((name) => {
    if (name !== 'optimiser') throw new Error(`no ${name} here`);
    return url;
  });
}
