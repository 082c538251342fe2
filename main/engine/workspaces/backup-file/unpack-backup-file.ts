import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { intoNewFile } from '../../platform/whole-files.ts';
import { type BackupReading, type BackupTaker, readBackupFile } from './read-backup-file.ts';

/**
 * Lays a backup file out as an account's folder, below a folder that is there and empty.
 *
 * What stops it leaves a part behind, for the caller to remove.
 * @returns how many documents are not what they should be, and so are not there
 * @throws CartableError as `readBackupFile`; Node's errors of a disk that does not take it
 */
export function unpackBackupFile(
  path: string,
  passphrase: string,
  directory: string,
  reading?: BackupReading,
): Promise<{ leftOutCount: number }> {
  // Names come checked: the database's, or a document's.
  const taker: BackupTaker = {
    take: async (name, bytes) => {
      const target = join(directory, name);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await intoNewFile(target, 0o600, async (write) => {
        for await (const part of bytes) await write(part);
      });
    },
    drop: (name) => rm(join(directory, name)),
  };
  return readBackupFile(path, passphrase, taker, reading);
}
