import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { PolicyStatement } from './resolve.ts';

/** Where an administrator of a Linux computer puts them. */
export const POLICIES_FILE = '/etc/cartable/policies.json';

const record = z.record(z.string(), z.unknown());
/** What the file holds; a `$schema` may name resources/deploy/policies.schema.json. */
const fileShape = z.strictObject({
  $schema: z.string().optional(),
  policies: record.default({}),
  recommended: record.default({}),
});
/** Larger than any honest list of folders. */
const MOST_BYTES = 1024 * 1024;

/**
 * Reads `policies.json`; null where there is none.
 *
 * The file and its folder must be root's, with nobody else allowed to write: what any teacher or program could have
 * written is no word of the school's. Links are not followed.
 */
export function readPoliciesFile(path: string = POLICIES_FILE): PolicyStatement | null {
  const nothing = { scope: 'machine', binding: {}, recommended: {} } as const;
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return { ...nothing, fault: code === 'ELOOP' ? 'not-protected' : 'not-readable' };
  }
  try {
    const stats = fstatSync(descriptor);
    if (!isProtected(stats) || !isProtected(lstatSync(dirname(path))))
      return { ...nothing, fault: 'not-protected' };
    if (!stats.isFile() || stats.size > MOST_BYTES) return { ...nothing, fault: 'not-readable' };
    const read = fileShape.parse(JSON.parse(readFileSync(descriptor, 'utf8')));
    return { scope: 'machine', binding: read.policies, recommended: read.recommended };
  } catch {
    return { ...nothing, fault: 'not-readable' };
  } finally {
    closeSync(descriptor);
  }
}

const WRITABLE_BY_OTHERS = 0o022;

/** Whether root alone can have written it. */
export function isProtected({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): boolean {
  return uid === 0 && (mode & WRITABLE_BY_OTHERS) === 0;
}
