import { open, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PileSource } from '../../../preload/contract/paper.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { hashFile } from '../platform/whole-files.ts';
import { requireAllowedFolder } from '../policies/obey.ts';
import type { Store } from '../store/store.ts';
import { copyFlushed } from '../vault/copy-flushed.ts';
import type { ReadPage } from './pile-task.ts';
import { joinFiles, readPages } from './pile-thread.ts';

export interface PileRequest {
  readonly source: PileSource;
}

/** A class's pages in colour come to a tenth of it. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** What was read last in a workspace: it is taken right afterwards. */
const lastReadings = new WeakMap<Store, { sha256: string; pages: readonly ReadPage[] }>();

/**
 * Does something with a pile's own bytes, which stay the same meanwhile.
 *
 * @throws CartableError `library/file-missing`, `library/file-unreadable`, `policy/folder-not-allowed`,
 *   `paper/not-a-pile`, `vault/blob-missing`, `store/disk-full`; or what `use` throws
 */
export async function withPile<T>(
  context: DomainContext,
  { source, signal }: { source: PileSource; signal: AbortSignal | undefined },
  use: (pile: { path: string; sha256: string }) => Promise<T>,
): Promise<T> {
  const { vault } = context;
  if ('sha256' in source) {
    if (!vault.has(source.sha256)) throw new CartableError('vault/blob-missing');
    return use({ path: vault.pathOf(source.sha256), sha256: source.sha256 });
  }
  await requireReadable(context, source.paths);
  const path = vault.incomingPath();
  try {
    return await use({ path, sha256: await bringTogether(source.paths, path, signal) });
  } finally {
    await rm(path, { force: true });
  }
}

/** « scan 9 » comes before « scan 10 », in whatever order the dialog gives them. */
const byName = new Intl.Collator('fr', { numeric: true });

/** Puts the files into a new one. A PDF by itself is taken as it is. @returns the hash */
async function bringTogether(
  paths: readonly string[],
  into: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const [first = '', ...others] = [...paths].sort((a, b) => byName.compare(basename(a), basename(b)));
  if (others.length === 0 && (await isPdf(first))) return (await copyFlushed(first, into, 0o600)).sha256;
  await joinFiles([first, ...others], into, signal);
  return (await hashFile(into)).sha256;
}

/** By its first bytes, among which readers look for the mark. */
async function isPdf(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead).includes('%PDF-');
  } finally {
    await file.close();
  }
}

async function requireReadable(context: DomainContext, paths: readonly string[]): Promise<void> {
  let total = 0;
  for (const path of paths) {
    requireAllowedFolder(context.policies, path);
    const found = await stat(path).catch((error) => {
      const isMissing = (error as { code?: unknown }).code === 'ENOENT';
      const code = isMissing ? 'library/file-missing' : 'library/file-unreadable';
      throw new CartableError(code, {}, 'after-user', error);
    });
    total += found.size;
    if (!found.isFile() || total > MOST_BYTES) throw new CartableError('paper/not-a-pile', {}, 'after-user');
  }
}

/** The codes of a pile's pages. @throws as `withPile` and `readPages` */
export function readCodes(
  context: DomainContext,
  source: PileSource,
  signal: AbortSignal | undefined,
): Promise<{ sha256: string; pages: readonly ReadPage[] }> {
  return withPile(context, { source, signal }, async ({ path, sha256 }) => ({
    sha256,
    pages: await codesOf(context, { path, sha256 }, signal),
  }));
}

/** The same, of a pile that is at hand. */
export async function codesOf(
  context: DomainContext,
  { path, sha256 }: { path: string; sha256: string },
  signal: AbortSignal | undefined,
): Promise<readonly ReadPage[]> {
  const last = lastReadings.get(context.store);
  if (last?.sha256 === sha256) return last.pages;
  const pages = await readPages(path, {
    signal,
    onStep: (done, total) => context.tellProgress({ work: 'pile', done, total }),
  });
  lastReadings.set(context.store, { sha256, pages });
  return pages;
}
