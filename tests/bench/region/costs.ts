import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { gradeClass } from '../sync/graded-class.ts';
import type { ClassCosts, Load } from './assumptions.ts';

/** Of a measured class; the simulation puts in copies of its own size. */
const COPY_BYTES = 400_000;

/**
 * What a class costs an ENT through this checkout: measured now, or read from what `npm run bench -- sync --json` printed.
 *
 * @param file path of that JSON; undefined: measure
 */
export async function measureCosts(file?: string): Promise<ClassCosts> {
  if (file !== undefined) return costsIn(measured.parse(JSON.parse(await readFile(file, 'utf8'))));
  const folder = await mkdtemp(join(tmpdir(), 'cartable-region-'));
  try {
    return costsIn(await gradeClass(folder, { copyBytes: COPY_BYTES }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const cost = z.object({
  requests: z.number(),
  bytesUp: z.number(),
  bytesDown: z.number(),
  cpuMs: z.number(),
});
/** A figure that is missing must not go through the simulation as no figure at all. */
const measured = z.object({ withoutFiles: cost, withFiles: cost, annotatedReturn: cost, idle: cost });
type Measured = z.infer<typeof measured>;

function costsIn({ withoutFiles, withFiles, annotatedReturn, idle }: Measured): ClassCosts {
  const [both, back] = [loadOf(withFiles), loadOf(annotatedReturn)];
  return {
    idle: loadOf(idle),
    grades: loadOf(withoutFiles),
    pull: {
      requests: both.requests - back.requests,
      bytes: both.bytes - back.bytes,
      cpuMs: both.cpuMs - back.cpuMs,
    },
    annotated: back,
  };
}

function loadOf({ requests, bytesUp, bytesDown, cpuMs }: Measured['idle']): Load {
  return { requests, bytes: bytesUp + bytesDown, cpuMs };
}
