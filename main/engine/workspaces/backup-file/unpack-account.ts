import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CartableError } from '../../platform/cartable-error.ts';
import { makeOwnFolder } from '../../platform/own-files.ts';
import type { Random } from '../../platform/random.ts';
import { requireAllowedEnt, requireAllowedFolder, requireFeature } from '../../policies/obey.ts';
import type { Policies } from '../../policies/resolve.ts';
import { toStorageError } from '../../store/sqlite-errors.ts';
import type { Store } from '../../store/store.ts';
import { type AccountRow, readAccount } from '../account-row.ts';
import { askedServer } from '../ent-lines.ts';
import type { BackupReading } from './read-backup-file.ts';
import { unpackBackupFile } from './unpack-backup-file.ts';

export interface UnpackOptions {
  readonly dataDirectory: string;
  readonly random: Random;
  readonly policies: Policies;
  openStore(directory: string): Promise<Store>;
}

/** A backup file's account, laid out in a folder beside the accounts' own. */
export interface UnpackedAccount {
  readonly directory: string;
  readonly account: AccountRow;
  readonly leftOutCount: number;
}

const PREFIX = 'unpacking-';

/**
 * Lays a backup file out, beside the accounts and not yet among them: its database is opened, brought to today's schema and
 * known to be whole.
 *
 * @throws CartableError `backup/*`, `policy/*`, `store/*`, `library/*`; the signal's reason. Nothing stays behind then
 */
export async function unpackAccount(
  options: UnpackOptions,
  { path, passphrase }: { path: string; passphrase: string },
  reading?: BackupReading,
): Promise<UnpackedAccount> {
  const { dataDirectory, random, policies } = options;
  requireFeature(policies, 'back-up');
  requireAllowedFolder(policies, path);
  // Of one that a kill has ended: only one Cartable at a time is at work here.
  for (const name of readdirSync(dataDirectory))
    if (name.startsWith(PREFIX)) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  const directory = join(dataDirectory, `${PREFIX}${random.id()}`);
  try {
    makeOwnFolder(directory);
    const { leftOutCount } = await unpackBackupFile(path, passphrase, directory, reading);
    return { directory, account: await accountIn(options, directory), leftOutCount };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw toStorageError(error);
  }
}

async function accountIn({ openStore, policies }: UnpackOptions, directory: string): Promise<AccountRow> {
  const store = await openStore(directory);
  try {
    if (store.isReadOnly)
      throw new CartableError('store/from-future', { version: store.schemaVersion }, 'after-user');
    const isSound = store.db.pragma('integrity_check', { simple: true }) === 'ok';
    const account = readAccount(store);
    if (!isSound || account === null) throw new CartableError('backup/damaged');
    const { kind, url } = account;
    if (kind !== 'demo') requireAllowedEnt(policies, askedServer({ kind, url }));
    return account;
  } finally {
    store.close();
  }
}
