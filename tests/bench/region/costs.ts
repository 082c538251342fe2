import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cost } from '../sync/cost.ts';
import { type GradedClass, gradeClass } from '../sync/graded-class.ts';
import type { ClassCosts, Load } from './assumptions.ts';

/** Of a measured class; the simulation puts in copies of its own size. */
const COPY_BYTES = 400_000;

/**
 * What a class costs an ENT through this checkout: measured now, or read from what `npm run bench -- sync --json` printed.
 *
 * @param file path of that JSON; undefined: measure
 */
export async function measureCosts(file?: string): Promise<ClassCosts> {
  if (file !== undefined) return costsIn(JSON.parse(await readFile(file, 'utf8')) as GradedClass);
  const folder = await mkdtemp(join(tmpdir(), 'cartable-region-'));
  try {
    return costsIn(await gradeClass(folder, { copyBytes: COPY_BYTES }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function costsIn({ withoutFiles, withFiles, annotatedReturn, idle }: GradedClass): ClassCosts {
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

function loadOf({ requests, bytesUp, bytesDown, cpuMs }: Cost): Load {
  return { requests, bytes: bytesUp + bytesDown, cpuMs };
}
