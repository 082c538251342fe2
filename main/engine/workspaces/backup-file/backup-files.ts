import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from '../../../../preload/contract/domain.ts';
import type { EngineEvent } from '../../../../preload/contract/events.ts';
import { CartableError } from '../../platform/cartable-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { toStorageError } from '../../store/sqlite-errors.ts';
import type { AccountRow } from '../account-row.ts';
import { writeActiveWorkspace } from '../active-workspace.ts';
import { accountKey, DEMO_KEY, describeAccount } from '../describe-account.ts';
import type { Workspace } from '../workspace.ts';
import { type UnpackOptions, unpackAccount } from './unpack-account.ts';
import { type WrittenBackup, writeBackupFile } from './write-backup-file.ts';

export interface BackupFilesOptions extends Omit<UnpackOptions, 'openStore'> {
  readonly appVersion: string;
  readonly clock: Clock;
  readonly secrets: Secrets;
  emit(event: EngineEvent): void;
}

/** What the accounts' side does for it. */
export interface BackupDoors extends Pick<UnpackOptions, 'openStore'> {
  /** @throws CartableError `account/not-connected` */
  current(): Workspace;
  /** Of the open account, or null. */
  openKey(): string | null;
  /** One change of account at a time. */
  inTurn<T>(change: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** @param deviceId another device than before, or null */
  open(key: string, deviceId: string | null): Promise<void>;
}

/** A whole account in one encrypted file: written here, opened on another computer, or here after a disaster. */
export class BackupFiles {
  readonly #options: BackupFilesOptions;
  readonly #doors: BackupDoors;

  constructor(options: BackupFilesOptions, doors: BackupDoors) {
    this.#options = options;
    this.#doors = doors;
  }

  /** Writes the open account's. @throws CartableError as `writeBackupFile` */
  write(to: { path: string; passphrase: string }, signal?: AbortSignal): Promise<WrittenBackup> {
    return writeBackupFile(
      this.#doors.current().domain,
      { ...to, appVersion: this.#options.appVersion },
      signal,
    );
  }

  /**
   * Opens the account that one holds, as another device: the computer that it was written on may go on.
   *
   * @param isReplacing where the account is here already, its folder is put aside under another name; otherwise that is refused
   * @throws CartableError `backup/account-here`, and as `unpackAccount`. Everything is as it was then
   */
  open(
    { isReplacing, ...from }: { path: string; passphrase: string; isReplacing: boolean },
    signal?: AbortSignal,
  ): Promise<{ account: Account; leftOutCount: number }> {
    const { dataDirectory, secrets, random, emit } = this.#options;
    const { inTurn, openStore, open, current } = this.#doors;
    const tell = (done: number, total: number) =>
      emit({ type: 'work-progress', work: 'backup', done, total });
    return inTurn(async () => {
      const unpacked = await unpackAccount({ ...this.#options, openStore }, from, { tell, signal });
      const key = keyOf(unpacked.account);
      try {
        await this.#takePlace(unpacked.directory, key, isReplacing);
      } finally {
        rmSync(unpacked.directory, { recursive: true, force: true });
      }
      // What is kept here belongs to the device that this computer was.
      await secrets.delete(key);
      await open(key, random.id());
      writeActiveWorkspace(dataDirectory, key);
      return { account: await describeAccount(current(), secrets), leftOutCount: unpacked.leftOutCount };
    });
  }

  /** Nothing is deleted: what was in the account's place lies beside it afterwards. */
  async #takePlace(from: string, key: string, isReplacing: boolean): Promise<void> {
    const { dataDirectory, clock } = this.#options;
    const { openKey, close, open } = this.#doors;
    const place = join(dataDirectory, 'accounts', key);
    const aside = `${place}-before-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')}`;
    if (!isReplacing && existsSync(place)) throw new CartableError('backup/account-here');
    const wasOpen = openKey();
    await close();
    let isAside = false;
    try {
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      if (existsSync(place)) {
        renameSync(place, aside);
        isAside = true;
      }
      renameSync(from, place);
    } catch (error) {
      if (isAside) renameSync(aside, place);
      if (wasOpen !== null) await open(wasOpen, null);
      throw toStorageError(error, place);
    }
  }
}

function keyOf({ kind, url, login }: AccountRow): string {
  return kind === 'demo' ? DEMO_KEY : accountKey(url, login);
}
