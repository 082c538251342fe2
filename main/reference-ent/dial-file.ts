import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { policyLimits, policyWindow } from '../engine/connectors/ent/wire.ts';
import type { Dial, DialOverrides } from './dial.ts';

/** Long enough to cost nothing, short enough on a bad Monday. */
const LOOK_EVERY_MS = 1000;

const count = z.number().int().nonnegative();
const dialFile = z
  .object({
    limits: policyLimits.partial(),
    windows: z.array(policyWindow),
    poll_min_s: count,
    max_bps: count.nullable(),
    capabilities: z.array(z.string()),
    backoff_s: count.nullable(),
    paused_s: count.nullable(),
    quota_bytes: count.nullable(),
  })
  .partial();

/**
 * Obeys `dial.json` in the server's folder, now and whenever it changes: how an operator turns the dial.
 *
 * A file that is being written, or is wrong, changes nothing. Returns the function that ends it.
 */
export function followDialFile(dial: Dial, directory: string): () => void {
  const path = join(directory, 'dial.json');
  const obey = () => {
    const overrides = readOverrides(path);
    if (overrides !== null) dial.turn(overrides);
  };
  obey();
  watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, obey);
  return () => unwatchFile(path, obey);
}

function readOverrides(path: string): DialOverrides | null {
  try {
    return dialFile.parse(JSON.parse(readFileSync(path, 'utf8'))) as DialOverrides;
  } catch {
    return null;
  }
}
