import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { PartialBlob } from '../vault/vault.ts';
import { Cuts } from './cuts.ts';
import type { SyncContext } from './sync-context.ts';

/**
 * Receives one document that is too large to be worth losing: from where the last go ended, over cuts and restarts.
 *
 * @param onBytes told of bytes as they come
 * @returns `received` once it is in the vault; why it could not be had otherwise
 */
export async function receiveLarge(
  context: SyncContext,
  session: ServerSession,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
  onBytes: (sizeBytes: number) => void,
): Promise<'received' | 'missing' | 'corrupt'> {
  const blob = await context.vault.continueBlob(sha256);
  let isKept = true;
  try {
    if (blob.sizeBytes > bytes) await blob.restart();
    if (!(await fetchRest(session, { sha256, bytes, blob, onBytes }))) {
      isKept = false;
      return 'missing';
    }
    isKept = false;
    await blob.commit(sha256);
    failpoint('large-whole');
    return 'received';
  } catch (error) {
    if (!hasCode(error, 'vault/blob-corrupt')) throw error;
    isKept = false;
    return 'corrupt';
  } finally {
    if (isKept) await blob.keep();
    else await blob.abandon();
  }
}

/** False when the ENT lacks it. @throws CartableError `vault/blob-corrupt` at the first byte too many */
async function fetchRest(
  session: ServerSession,
  given: { sha256: string; bytes: number; blob: PartialBlob; onBytes: (sizeBytes: number) => void },
): Promise<boolean> {
  const { sha256, bytes, blob, onBytes } = given;
  const cuts = new Cuts();
  while (blob.sizeBytes < bytes) {
    const from = blob.sizeBytes;
    try {
      const isThere = await session.fetchBlob(sha256, from, {
        begin: async (at) => {
          if (at === 0 && from > 0) await blob.restart();
        },
        write: async (chunk) => {
          // There might be no end of them.
          if (blob.sizeBytes + chunk.byteLength > bytes) throw new CartableError('vault/blob-corrupt');
          await blob.write(chunk);
          failpoint('large-half-received');
          onBytes(chunk.byteLength);
        },
      });
      if (!isThere) return false;
      // A whole answer that is too short: its hash will tell.
      return true;
    } catch (error) {
      if (blob.sizeBytes > from) cuts.progressed();
      cuts.meet(error);
    }
  }
  return true;
}
