import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { isLaxer, type LockState, type LockTimes } from '../../../preload/contract/lock.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Clock } from '../platform/clock.ts';
import { type LockFile, readLockFile, writeLockFile } from './lock-file.ts';

export interface AppLockOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  /** The school's longest time without a key; null: it asks for no lock. */
  readonly requiredIdleMinutes: number | null;
  /** An engine that follows another one in an open window goes on as it was. */
  readonly startsUnlocked: boolean;
  onChange(): void;
}

/** 2^15, 32 MB and some tenths of a second for each try: a teacher waits for it several times a day. */
const LOG_N = 15;
/** Mistypings that cost nothing. */
const FREE_FAILURES = 3;
const LONGEST_WAIT_MS = 5 * 60_000;
/** For what was typed last to arrive before the doors are shut. */
const FALLING_ASLEEP_MS = 2000;

/**
 * Keeps the window closed until the passphrase is typed.
 *
 * While it is locked the engine refuses whatever the window asks. It is no encryption: who can read the files of this user
 * of the computer does not need the window.
 */
export class AppLock {
  readonly #options: AppLockOptions;
  #file: LockFile | null | undefined;
  #isLocked: boolean;
  #isFallingAsleep = false;
  #trying: Promise<unknown> = Promise.resolve();

  constructor(options: AppLockOptions) {
    this.#options = options;
    this.#file = readLockFile(options.dataDirectory);
    // One that cannot be read stays closed: somebody may have damaged it to get in.
    this.#isLocked = this.#file !== null && !options.startsUnlocked;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  state(): LockState {
    const isRequired = this.#options.requiredIdleMinutes !== null && this.#file === null;
    return {
      isSet: this.#file !== null,
      isLocked: this.#isLocked,
      isRequired,
      idleMinutes: this.#inForce(this.#file?.idleMinutes ?? null),
      locksOnSleep: this.#file?.locksOnSleep ?? true,
    };
  }

  /** @throws CartableError `lock/locked`, `lock/wrong-passphrase`, `lock/wait`; of `store/` when it cannot be kept */
  async choose(passphrase: string, current: string | null): Promise<LockState> {
    this.#requireOpen();
    if (this.#file !== null) await this.#check(current ?? '');
    const salt = randomBytes(16);
    const verifier = await derive(passphrase, salt, LOG_N);
    const { idleMinutes = 10, locksOnSleep = true } = this.#file ?? {};
    this.#keep({
      ...{ form: 1, logN: LOG_N, failures: 0, failedAt: null, idleMinutes, locksOnSleep },
      salt: salt.toString('base64'),
      verifier: verifier.toString('base64'),
    });
    return this.#changed();
  }

  /**
   * Says when the window locks by itself. Whoever finds it open may have it lock sooner; later, only with the passphrase.
   *
   * What the school's time keeps as it is asks for none.
   * @throws CartableError as `choose`; `store/not-found` where no passphrase has been chosen
   */
  async configure(chosen: LockTimes, current: string | null): Promise<LockState> {
    this.#requireOpen();
    const inForce = { ...chosen, idleMinutes: this.#inForce(chosen.idleMinutes) };
    if (current !== null || isLaxer(inForce, this.state())) await this.#check(current ?? '');
    this.#requireOpen();
    const file = this.#file;
    if (file == null) throw new CartableError('store/not-found');
    this.#keep({ ...file, ...chosen });
    return this.#changed();
  }

  /** @throws CartableError as `choose` */
  async remove(current: string): Promise<LockState> {
    this.#requireOpen();
    await this.#check(current);
    this.#keep(null);
    return this.#changed();
  }

  /** Closes the window's doors. Nothing happens where no passphrase has been chosen. */
  lock(): LockState {
    this.#isFallingAsleep = false;
    if (this.#file !== null) this.#isLocked = true;
    return this.#changed();
  }

  /**
   * The computer goes to sleep, or its session is locked: locks where that was chosen, whatever the window does.
   *
   * One that works saves what is typed and locks in some hundredths of a second; one that hangs is not waited for. Whoever
   * listens is told in any case how it is then.
   */
  async fallAsleep(): Promise<void> {
    this.#isFallingAsleep = this.#file !== null && this.state().locksOnSleep && !this.#isLocked;
    if (!this.#isFallingAsleep) return this.#options.onChange();
    await this.#options.clock.sleep(FALLING_ASLEEP_MS);
    this.wake();
  }

  /** The computer is back: if it was quicker than the moment of grace, that is over. */
  wake(): void {
    if (this.#isFallingAsleep) this.lock();
  }

  /** @throws CartableError `lock/wrong-passphrase`; `lock/wait` after several wrong ones, `waitS` from now */
  async unlock(passphrase: string): Promise<LockState> {
    if (!this.#isLocked) return this.state();
    await this.#check(passphrase);
    this.#isLocked = false;
    return this.#changed();
  }

  /** The shorter of the teacher's time and the school's. */
  #inForce(own: number | null): number | null {
    const idle = [own, this.#options.requiredIdleMinutes].filter((minutes) => minutes !== null);
    return idle.length === 0 ? null : Math.min(...idle);
  }

  #requireOpen(): void {
    if (this.#isLocked) throw new CartableError('lock/locked');
  }

  #changed(): LockState {
    this.#options.onChange();
    return this.state();
  }

  #keep(file: LockFile | null): void {
    writeLockFile(this.#options.dataDirectory, file);
    this.#file = file;
  }

  /** One try at a time: a hundred at once would all be the first. */
  #check(passphrase: string): Promise<void> {
    const turn = this.#trying.then(() => this.#try(passphrase));
    this.#trying = turn.catch(() => undefined);
    return turn;
  }

  async #try(passphrase: string): Promise<void> {
    const file = this.#file;
    if (file === null) return;
    if (file === undefined) throw new CartableError('lock/wrong-passphrase');
    const now = this.#options.clock.now();
    const waitMs = waitOf(file, now);
    if (waitMs > 0) throw new CartableError('lock/wait', { waitS: Math.ceil(waitMs / 1000) }, 'later');
    // Counted before it is looked at: ending the program in between gives no free try.
    this.#count({ ...file, failures: file.failures + 1, failedAt: now });
    const verifier = await derive(passphrase, Buffer.from(file.salt, 'base64'), file.logN);
    const expected = Buffer.from(file.verifier, 'base64');
    if (verifier.length !== expected.length || !timingSafeEqual(verifier, expected))
      throw new CartableError('lock/wrong-passphrase');
    this.#count({ ...file, failures: 0, failedAt: null });
  }

  /** On a full disk only for as long as the engine lives: whoever has the passphrase is not shut out by it. */
  #count(file: LockFile): void {
    try {
      this.#keep(file);
    } catch {
      this.#file = file;
    }
  }
}

/** Two seconds after the fourth wrong one, twice as long after each; a clock that was set back waits the whole time again. */
function waitOf({ failures, failedAt }: LockFile, now: number): number {
  if (failures <= FREE_FAILURES || failedAt === null) return 0;
  const wholeMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failures - FREE_FAILURES));
  return Math.min(wholeMs, failedAt + wholeMs - now);
}

function derive(passphrase: string, salt: Buffer, logN: number): Promise<Buffer> {
  const N = 2 ** logN;
  // The same words typed on a Mac and on Windows are the same letters.
  const password = passphrase.normalize('NFC');
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N, r: 8, p: 1, maxmem: 256 * N * 8 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
