import * as z from 'zod';
import { isOpenedOutside } from '../../preload/contract/opened-copies.ts';

/**
 * What the shell and the engine say to each other, whichever way the engine runs.
 *
 * Under Node (Linux) a message is what `process.send` carries; in a utility process (Windows, macOS) it is what
 * `parentPort` carries, and `port-open` comes with the window's real port instead of being followed by relayed
 * `port-message`s. Both sides check what they read: neither trusts the other's memory.
 */

/** Where the shell keeps a secret: `memory` when the system has no keyring. */
export const secretPlace = z.enum(['keyring', 'memory']);
export type SecretPlace = z.infer<typeof secretPlace>;

const portId = z.number().int().nonnegative();
const requestId = z.number().int().nonnegative();
/** A child process that the shell starts for the engine, numbered by the engine. */
const childId = z.number().int().nonnegative();
const secretKey = z.string().min(1).max(200);

/** A frame of the typed contract: text or bytes, opaque to whoever relays it. */
const frame = z.unknown();

const portMessage = z.object({ type: z.literal('port-message'), portId, payload: frame });
const portClose = z.object({ type: z.literal('port-close'), portId });
const childMessage = z.object({ type: z.literal('child-message'), childId, payload: z.unknown() });

export const shellToEngine = z.discriminatedUnion('type', [
  /** First message, once. The engine opens its data and answers `ready`. */
  z.object({
    type: z.literal('init'),
    dataDirectory: z.string().min(1),
    appVersion: z.string(),
    /** BCP 47 tag that the window speaks. */
    language: z.string(),
    secretsKeptIn: secretPlace,
    /** The window was open when the engine before this one ended: it does not have to be unlocked again. */
    startsUnlocked: z.boolean().optional(),
  }),
  /** Answered by `pong` with the same number: an engine that misses three is killed. */
  z.object({ type: z.literal('ping'), sequence: z.number().int().nonnegative() }),
  /** Finish what is being written and exit with code 0; killed after five seconds. */
  z.object({ type: z.literal('stop') }),
  /** A window wants to be served. In a utility process the message carries the port itself. */
  z.object({ type: z.literal('port-open'), portId }),
  portMessage,
  portClose,
  /** Answers `secret-get` (the value, null if there is none), `secret-set` and `secret-delete` (null). */
  z.object({
    type: z.literal('secret-value'),
    requestId,
    value: z.string().nullable(),
    keptIn: secretPlace,
  }),
  /** What the platform tells of the machine: at the beginning, and when it changes. */
  z.object({ type: z.literal('machine'), isOnBattery: z.boolean(), hasWoken: z.boolean() }),
  /** A link that ends a sign-in by the browser, as the system has handed it over: anybody can write one. */
  z.object({ type: z.literal('sign-in-answer'), address: z.string().max(4000) }),
  /** In some seconds. */
  z.object({ type: z.literal('machine-sleeps') }),
  /** The computer goes to sleep, or its session is locked. Answered by `lock`, within some seconds. */
  z.object({ type: z.literal('session-locks') }),
  /** Answers `proxy-find` in a PAC script's words; `DIRECT` when the system could not say. */
  z.object({ type: z.literal('proxy-found'), requestId, routes: z.string().max(10_000) }),
  /** Answers `copy-open`; false: the system has no program for it. */
  z.object({ type: z.literal('copy-opened'), requestId, isOpened: z.boolean() }),
  z.object({ type: z.literal('child-spawned'), childId, pid: z.number().int().nullable() }),
  childMessage,
  /** Once per child; also when it could not be started (`code` null and no `child-spawned` before). */
  z.object({ type: z.literal('child-exit'), childId, code: z.number().int().nullable() }),
]);
export type ShellToEngine = z.infer<typeof shellToEngine>;

/** An account's folder, or null when none is open: `vault://` serves `<directory>/vault`. */
const workspaceDirectory = z.string().min(1).nullable();

/** Where pages to print lie, below an account's folder. */
export const PAGES_FOLDER = 'printed';
/** A name that stays in its folder and that nothing runs. */
const PAGES_NAME = /^[0-9a-z-]{1,80}\.pdf$/;

/** Where documents lie that are open in other programs, below an account's folder. */
export const OPENED_FOLDER = 'opened';
/** A folder of one file, and its name, of a kind that nothing runs; no colon, behind which Windows has other streams of a file. */
const openedPath = z
  .string()
  .regex(/^[0-9a-z-]{1,80}\/[^/\\:*?"<>|\p{Cc}]{1,200}$/u)
  .refine(isOpenedOutside);

export const engineToShell = z.discriminatedUnion('type', [
  /** The data is open and ports are served. */
  z.object({ type: z.literal('ready'), workspaceDirectory }),
  /** The engine cannot work with its data (locked by another Cartable, disk full…): it answers every call with the reason. */
  z.object({ type: z.literal('start-failed'), code: z.string().max(100) }),
  z.object({ type: z.literal('workspace'), directory: workspaceDirectory }),
  z.object({ type: z.literal('pong'), sequence: z.number().int().nonnegative() }),
  /** Before something long that cannot be interrupted (a migration, a check of the whole file): silence is no hang. 0: over. */
  z.object({ type: z.literal('busy'), atMostMs: z.number().int().nonnegative().max(900_000) }),
  /** A sync has begun, or is over: meanwhile nothing else takes the line. */
  z.object({ type: z.literal('syncing'), isSyncing: z.boolean() }),
  /** The window has been locked, or opened; or stays as it was when the computer's session is locked. */
  z.object({ type: z.literal('lock'), isLocked: z.boolean() }),
  portMessage,
  portClose,
  /** The page of an ENT on which the teacher signs in, to be opened in their own browser. */
  z.object({ type: z.literal('page-open'), address: z.url().max(2000) }),
  /** Pages to print that the engine has made in the open account's folder, to be shown by the system's own program for PDFs. */
  z.object({ type: z.literal('pages-show'), name: z.string().regex(PAGES_NAME) }),
  /** A document that the engine has laid into the open account's folder of them, to be opened by the system's own program for it. */
  z.object({ type: z.literal('copy-open'), requestId, path: openedPath }),
  /** Which way the system's settings, PAC script included, send a request for this URL. */
  z.object({ type: z.literal('proxy-find'), requestId, url: z.url().max(2000) }),
  z.object({ type: z.literal('secret-get'), requestId, key: secretKey }),
  z.object({ type: z.literal('secret-set'), requestId, key: secretKey, value: z.string().max(100_000) }),
  z.object({ type: z.literal('secret-delete'), requestId, key: secretKey }),
  /** Utility processes only: the engine's own children, which nobody but the shell can start there. */
  z.object({
    type: z.literal('child-fork'),
    childId,
    entry: z.enum(['optimiser', 'reference-ent']),
    args: z.array(z.string().max(1000)).max(20),
    execArgv: z.array(z.string().max(200)).max(20),
    env: z.record(z.string(), z.string().max(10_000)),
  }),
  childMessage,
  z.object({ type: z.literal('child-kill'), childId }),
]);
export type EngineToShell = z.infer<typeof engineToShell>;
