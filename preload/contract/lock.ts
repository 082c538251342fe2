import * as z from 'zod';
import { procedure } from './procedures.ts';

/** A lock is opened several times a day, by people who type: shorter than a backup file's passphrase, and slower each time. */
export const LOCK_PASSPHRASE_LENGTH = 8;

const passphrase = z.string().max(1000);
const newPassphrase = passphrase.min(LOCK_PASSPHRASE_LENGTH);

/** Minutes without a key or a pointer after which the window locks; null: it does not by itself. */
const idleMinutes = z.number().int().min(1).max(240).nullable();

export const lockState = z.object({
  /** A passphrase has been chosen. */
  isSet: z.boolean(),
  isLocked: z.boolean(),
  /** The school wants a lock, and none has been chosen yet. */
  isRequired: z.boolean(),
  /** In force: the shorter of the teacher's and the school's. */
  idleMinutes,
  /** When the computer sleeps, or its own screen is locked. */
  locksOnSleep: z.boolean(),
});
export type LockState = z.infer<typeof lockState>;

const lockTimes = lockState.pick({ idleMinutes: true, locksOnSleep: true });
export type LockTimes = z.infer<typeof lockTimes>;

/** Whether a window would stay open where it locks now: later, never, or while the computer sleeps. */
export function isLaxer(chosen: LockTimes, inForce: LockTimes): boolean {
  const longest = (minutes: number | null) => minutes ?? Number.POSITIVE_INFINITY;
  const isLater = longest(chosen.idleMinutes) > longest(inForce.idleMinutes);
  return isLater || (inForce.locksOnSleep && !chosen.locksOnSleep);
}

/** Answered while the window is locked, when everything else is refused with `lock/locked`. */
export const lockContract = {
  state: procedure.output(lockState),
  /** Chooses a passphrase; another one where there is one already, which `current` must be. */
  choose: procedure
    .input(z.object({ passphrase: newPassphrase, current: passphrase.nullable() }))
    .output(lockState),
  /** When the window locks by itself. `current` is the passphrase, without which it becomes stricter only. */
  configure: procedure.input(lockTimes.extend({ current: passphrase.nullable() })).output(lockState),
  remove: procedure.input(z.object({ current: passphrase })).output(lockState),
  lock: procedure.output(lockState),
  /** Slower each time that the passphrase is wrong. */
  unlock: procedure.input(z.object({ passphrase })).output(lockState),
};
