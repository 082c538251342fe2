import { rm, stat } from 'node:fs/promises';
import type { PileSource } from '../../../preload/contract/paper.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { requireAllowedFolder } from '../policies/obey.ts';
import type { Store } from '../store/store.ts';
import { copyFlushed } from '../vault/copy-flushed.ts';
import type { ReadPage } from './pile-task.ts';
import { readPages } from './pile-thread.ts';

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
  source: PileSource,
  use: (pile: { path: string; sha256: string }) => Promise<T>,
): Promise<T> {
  const { vault } = context;
  if ('sha256' in source) {
    if (!vault.has(source.sha256)) throw new CartableError('vault/blob-missing');
    return use({ path: vault.pathOf(source.sha256), sha256: source.sha256 });
  }
  requireAllowedFolder(context.policies, source.path);
  await requireReadable(source.path);
  const path = vault.incomingPath();
  try {
    const { sha256 } = await copyFlushed(source.path, path, 0o600);
    return await use({ path, sha256 });
  } finally {
    await rm(path, { force: true });
  }
}

async function requireReadable(path: string): Promise<void> {
  const found = await stat(path).catch((error) => {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    throw new CartableError(
      isMissing ? 'library/file-missing' : 'library/file-unreadable',
      {},
      'after-user',
      error,
    );
  });
  if (!found.isFile() || found.size > MOST_BYTES)
    throw new CartableError('paper/not-a-pile', {}, 'after-user');
}

/** The codes of a pile's pages. @throws as `withPile` and `readPages` */
export function readCodes(
  context: DomainContext,
  source: PileSource,
  signal: AbortSignal | undefined,
): Promise<{ sha256: string; pages: readonly ReadPage[] }> {
  return withPile(context, source, async ({ path, sha256 }) => ({
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
