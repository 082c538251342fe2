import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import { silenceIn } from '../connectors/ent/retry-after.ts';
import { isMaintenancePage } from '../connectors/moodle/failures.ts';
import { CartableError, hasCode } from '../platform/cartable-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Http, HttpReply } from '../platform/http.ts';
import type { Random } from '../platform/random.ts';
import { replaceFile } from '../platform/whole-files.ts';
import { pauseMs } from '../sync/back-off.ts';
import { pausedUntil, pauseFor, pauseUntil } from '../sync/back-off-state.ts';
import {
  countedFromNow,
  endOfWait,
  type KeptWait,
  leftMs,
  paused,
  type SteadyWait,
  steadyWait,
} from '../sync/silence.ts';
import type { SyncContext } from '../sync/sync-context.ts';
import type { SyncService } from '../sync/sync-service.ts';

export interface SilencesOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** The open account, which keeps its ENT's silence itself. */
export interface OpenAccount {
  readonly account: { readonly url: string };
  readonly syncContext: SyncContext;
}

const silencesFile = z.record(z.string(), z.object({ untilMs: z.number(), sinceMs: z.number() }));

/**
 * The servers that want silence, for whoever asks them outside of a sync session: to sign in, to connect, to leave.
 *
 * By the server's origin, because it is the server that is tired; kept across restarts in a small file. The open account's
 * server has one silence, sync's: heard there it holds here, and the other way round.
 */
export class Silences {
  readonly #options: SilencesOptions;
  readonly #path: string;
  readonly #open: () => OpenAccount | null;
  readonly #kept: Map<string, KeptWait>;
  readonly #steady = new Map<string, SteadyWait>();
  /** Origins whose silence is a Moodle's maintenance, until it ends, epoch ms. */
  readonly #maintained = new Map<string, number>();

  constructor(options: SilencesOptions, open: () => OpenAccount | null) {
    this.#options = options;
    this.#path = join(options.dataDirectory, 'silences.json');
    this.#open = open;
    this.#kept = new Map(Object.entries(readSilences(this.#path)));
  }

  /** When the silence ends that the server of an address wants, epoch ms, or null. */
  until(url: string): number | null {
    const { origin } = new URL(url);
    const own = this.#ownUntil(origin);
    const open = this.#openAt(origin);
    const ofSync = open === null ? null : pausedUntil(open.syncContext);
    return own === null || ofSync === null ? (own ?? ofSync) : Math.max(own, ofSync);
  }

  /**
   * Takes in a server's wish.
   *
   * @param askedMs what it asked for, or null when it gave no number
   * @returns when the silence ends, epoch ms
   */
  hear(url: string, askedMs: number | null): number {
    const { origin } = new URL(url);
    const open = this.#openAt(origin);
    if (open !== null) return pauseFor(open.syncContext, askedMs);
    const { clock, random } = this.#options;
    const untilMs = clock.now() + pauseMs(askedMs, 0, random.fraction());
    return this.#keep(origin, Math.max(untilMs, this.until(url) ?? 0));
  }

  /** An account was opened: what its server was heard to want holds for its sync too. */
  enter({ account, syncContext }: OpenAccount): void {
    const until = URL.canParse(account.url) ? this.#ownUntil(new URL(account.url).origin) : null;
    if (until !== null && until > (pausedUntil(syncContext) ?? 0)) pauseUntil(syncContext, until);
  }

  /** The open account is about to be closed: its server's silence lasts. */
  outlive({ account, syncContext }: OpenAccount): void {
    const until = pausedUntil(syncContext);
    if (until !== null) this.#keep(new URL(account.url).origin, until);
  }

  /** The machine has slept: its steady clock may have stood still, and the one on the wall is believed. */
  trustWallClock(): void {
    this.#steady.clear();
  }

  /** A way to servers on which nothing leaves for one that wants silence, and whose wishes are heard. */
  obeying(http: Http): Http {
    const refuse = (url: string) => {
      const untilMs = this.until(url);
      if (untilMs !== null) throw this.#refusal(url, untilMs);
    };
    return {
      request: async (request, replyLimitBytes) => {
        refuse(request.url);
        return this.#heard(request.url, await http.request(request, replyLimitBytes));
      },
      open: async (request) => {
        refuse(request.url);
        return http.open(request);
      },
      get traffic() {
        return http.traffic;
      },
      close: () => http.close(),
    };
  }

  /**
   * The way of one sync session to a Moodle at `url`: once it is in maintenance nothing more is asked of it, and what it asks for is kept when the session
   * is over, so that the session ends by that name and not by a wish for silence.
   */
  minding(http: Http, url: string): Http {
    let end: { readonly askedMs: number | null } | null = null;
    const refuse = () => {
      if (end !== null) throw new CartableError('moodle/maintenance', {}, 'later');
    };
    const mind = <R extends Pick<HttpReply, 'status' | 'headers'>>(reply: R): R => {
      const now = this.#options.clock.now();
      const silence = isMaintenancePage(reply) ? silenceIn(reply, now) : null;
      if (silence !== null) end ??= { askedMs: silence.hasNumber ? silence.untilMs - now : null };
      return reply;
    };
    return {
      request: async (request, replyLimitBytes) => {
        refuse();
        return mind(await http.request(request, replyLimitBytes));
      },
      open: async (request) => {
        refuse();
        return mind(await http.open(request));
      },
      traffic: http.traffic,
      close: () => {
        http.close();
        if (end !== null) this.#maintained.set(new URL(url).origin, this.hear(url, end.askedMs));
      },
    };
  }

  #heard(url: string, reply: HttpReply): HttpReply {
    const now = this.#options.clock.now();
    const silence = silenceIn(reply, now);
    if (silence === null) return reply;
    const untilMs = this.hear(url, silence.hasNumber ? silence.untilMs - now : null);
    if (isMaintenancePage(reply)) this.#maintained.set(new URL(url).origin, untilMs);
    throw this.#refusal(url, untilMs);
  }

  /** A site that is being mended is not one that is asked too much of. */
  #refusal(url: string, untilMs: number): CartableError {
    // The steady clock's ends are some ms apart.
    const isMaintained = (this.#maintained.get(new URL(url).origin) ?? 0) + 1_000 >= untilMs;
    return isMaintained ? new CartableError('moodle/maintenance', { untilMs }, 'later') : paused(untilMs);
  }

  #ownUntil(origin: string): number | null {
    const { clock } = this.#options;
    const kept = this.#kept.get(origin);
    if (kept === undefined) return null;
    const steady = this.#steady.get(origin) ?? steadyWait(clock, leftMs(kept, clock.now()));
    this.#steady.set(origin, steady);
    const end = endOfWait(clock, steady);
    if (end !== null && countedFromNow(kept, clock.now()) !== null) this.#keep(origin, end);
    return end;
  }

  #openAt(origin: string): OpenAccount | null {
    const open = this.#open();
    return open !== null && URL.parse(open.account.url)?.origin === origin ? open : null;
  }

  #keep(origin: string, untilMs: number): number {
    const { clock } = this.#options;
    const now = clock.now();
    for (const known of this.#kept.keys())
      if (known !== origin && this.#ownUntil(known) === null) this.#kept.delete(known);
    this.#kept.set(origin, { untilMs, sinceMs: now });
    this.#steady.set(origin, steadyWait(clock, untilMs - now));
    try {
      replaceFile(this.#path, JSON.stringify(Object.fromEntries(this.#kept)));
    } catch {
      // On a disk that takes nothing it holds until the application ends: no reason to fail what was being done.
    }
    return untilMs;
  }
}

/**
 * Starts a sync session that the teacher asks for: a silence that a Moodle asked for because it is being mended is told as that.
 *
 * @throws CartableError as `SyncService.start`; `moodle/maintenance`
 */
export async function startByName(sync: Pick<SyncService, 'start' | 'status'>): Promise<SyncSession> {
  try {
    return await sync.start();
  } catch (error) {
    const isShut =
      hasCode(error, 'ent/paused') && sync.status().lastSession?.error?.code === 'moodle/maintenance';
    throw isShut ? new CartableError('moodle/maintenance', error.params, 'later') : error;
  }
}

/** What cannot be read counts as nothing. */
function readSilences(path: string): Record<string, KeptWait> {
  try {
    return existsSync(path) ? silencesFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  } catch {
    return {};
  }
}
