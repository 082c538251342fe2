import { createReadStream, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Encrypter } from 'age-encryption';
import { createTarPacker, type TarPackController } from 'modern-tar';
import type { DomainContext } from '../../context.ts';
import { hasCode } from '../../platform/cartable-error.ts';
import { intoNewFile } from '../../platform/whole-files.ts';
import { replaceChosenFile } from '../../policies/chosen-files.ts';
import { requireFeature } from '../../policies/obey.ts';
import { writeVerifiedCopy } from '../../store/migrate.ts';
import { DATABASE, documentName, MANIFEST, type Manifest } from './contents.ts';
import { hundredths } from './hundredths.ts';
import { PassphraseRecipient } from './passphrase-lock.ts';
import { readBackupFile } from './read-backup-file.ts';

/** A finished backup file. */
export interface WrittenBackup {
  readonly sizeBytes: number;
  readonly documentCount: number;
  /** Documents that are missing or damaged on this computer, and so are not in it. */
  readonly leftOutCount: number;
}

interface Part {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Writes a whole account into one encrypted file: its database, and every document that is here.
 *
 * Read back to its end before it gets its name. Without the passphrase nobody opens it, we included. The session's secret is
 * not in it: whoever opens it signs in.
 * @throws CartableError `policy/*`, `store/disk-full`, `store/corrupt`, `library/folder-unwritable`; the signal's reason
 */
export async function writeBackupFile(
  context: DomainContext,
  { path, passphrase, appVersion }: { path: string; passphrase: string; appVersion: string },
  signal?: AbortSignal,
): Promise<WrittenBackup> {
  requireFeature(context.policies, 'back-up');
  const copy = context.vault.incomingPath();
  try {
    let written: WrittenBackup | null = null;
    await replaceChosenFile(context, path, async (draft) => {
      await context.undisturbed(() => writeVerifiedCopy(context.store.db, copy));
      const { parts, missingCount } = partsOf(context, copy);
      const totalBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
      // Written, then read back.
      const tell = (done: number) =>
        context.tellProgress({ work: 'backup', done: Math.floor(done / 2), total: 100 });
      const about: Manifest = {
        format: 'cartable-backup 1',
        appVersion,
        writtenAt: context.clock.now(),
        totalBytes,
      };
      const { sizeBytes } = await encryptInto(
        draft,
        packed(about, parts, hundredths(totalBytes, tell), signal),
        passphrase,
      );
      const checked = await readBackupFile(draft, passphrase, NOWHERE, {
        tell: (done) => tell(100 + done),
        signal,
      });
      written = {
        sizeBytes,
        documentCount: checked.documentCount,
        leftOutCount: checked.leftOutCount + missingCount,
      };
    });
    if (written === null) throw new Error('a backup was written and not checked');
    return written;
  } finally {
    await rm(copy, { force: true });
  }
}

const NOWHERE = {
  take: async (_name: string, bytes: AsyncIterable<Uint8Array>) => {
    for await (const _part of bytes);
  },
  drop: async () => undefined,
};

/** The database's copy first, then each document that the database has and this computer too. */
function partsOf(
  { store, vault }: DomainContext,
  copy: string,
): { parts: readonly Part[]; missingCount: number } {
  const parts: Part[] = [{ name: DATABASE, path: copy, sizeBytes: statSync(copy).size }];
  let missingCount = 0;
  const names = store.db.prepare('SELECT sha256 FROM blob WHERE is_local = 1 ORDER BY sha256').pluck().all();
  for (const sha256 of names as string[]) {
    try {
      parts.push({
        name: documentName(sha256),
        path: vault.pathOf(sha256),
        sizeBytes: vault.sizeOf(sha256),
      });
    } catch (error) {
      if (!hasCode(error, 'vault/blob-missing')) throw error;
      missingCount += 1;
    }
  }
  return { parts, missingCount };
}

/** The archive, made as fast as it is read. */
function packed(
  about: Manifest,
  parts: readonly Part[],
  onRead: (bytes: number) => void,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const pack = async () => {
    const text = Buffer.from(`${JSON.stringify(about, null, 2)}\n`);
    await addEntry(controller, MANIFEST, text.byteLength, [text]);
    for (const { name, path, sizeBytes } of parts) {
      signal?.throwIfAborted();
      const bytes = createReadStream(path, { highWaterMark: 256 * 1024, ...(signal ? { signal } : {}) });
      bytes.on('data', (chunk) => onRead(chunk.length));
      await addEntry(controller, name, sizeBytes, bytes);
    }
    controller.finalize();
  };
  pack().catch((error) => controller.error(signal?.aborted === true ? signal.reason : error));
  return readable;
}

async function addEntry(
  controller: TarPackController,
  name: string,
  size: number,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const writer = controller.add({ name, size, type: 'file', mode: 0o600, mtime: new Date(0) }).getWriter();
  for await (const part of bytes) {
    await writer.ready;
    await writer.write(part);
  }
  await writer.close();
}

async function encryptInto(
  path: string,
  archive: ReadableStream<Uint8Array>,
  passphrase: string,
): Promise<{ sizeBytes: number }> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(new PassphraseRecipient(passphrase));
  const encrypted = await encrypter.encrypt(archive);
  return intoNewFile(path, 0o600, async (write) => {
    for await (const part of encrypted) await write(part);
  });
}
