import type { UpdateState } from '../../../preload/contract/bridge.ts';
import { compareVersions, type FeedExpectation, openFeed, type Release } from './signed-feed.ts';
import { backOffMs, retryAfterMs, type UpdatePace } from './update-pace.ts';

/** What is remembered from one start to the next. */
export interface UpdateMemory {
  /** This computer's place in a rollout, 0 to 1: always the same, and told to nobody. */
  readonly share: number;
  /** When the newest accepted feed was signed, epoch ms; 0 before the first. */
  readonly lastIssuedAt: number;
  readonly highestVersion: string;
}

/** A server's answer to the question for the feed. */
export interface FeedReply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** What the cycle is given of the world. */
export interface UpdateDoors {
  now(): number;
  fetchFeed(): Promise<FeedReply>;
  /** Fetches a release's file and checks it: it is installed when Cartable is closed. */
  download(release: Release): Promise<void>;
  /** False while the teacher works, a sync runs, or outside of the school's hours. */
  isQuiet(): boolean;
  recall(): UpdateMemory;
  remember(memory: UpdateMemory): void;
  onState(state: UpdateState): void;
  /** A failure changes nothing for the teacher: it is for the log. */
  onFailure(error: unknown): void;
}

export interface UpdateCycleOptions {
  readonly mode: 'auto' | 'notify';
  readonly currentVersion: string;
  readonly target: Pick<FeedExpectation, 'feedUrl' | 'publicKey' | 'channel' | 'platform' | 'arch'>;
  readonly pace: UpdatePace;
  readonly doors: UpdateDoors;
}

/**
 * Looks for newer versions, once a day and in quiet moments, and has one fetched that is good in every respect.
 *
 * Whatever fails leaves the version that runs as it is, and is tried again later: when the server wishes, if it says so.
 */
export class UpdateCycle {
  readonly #options: UpdateCycleOptions;
  #state: UpdateState = { kind: 'idle', version: null, checkedAt: null };
  #nextAt: number;
  #failures = 0;
  #running: Promise<void> | null = null;

  constructor(options: UpdateCycleOptions) {
    this.#options = options;
    const { doors, pace } = options;
    this.#nextAt = doors.now() + pace.firstMs * (1 + doors.recall().share);
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Epoch ms before which nothing is asked. */
  get nextAt(): number {
    return this.#nextAt;
  }

  /** Does what is due, if the moment is a quiet one. Resolves when that is over. */
  async tick(): Promise<void> {
    const { doors } = this.#options;
    if (this.#running !== null || this.#state.kind === 'ready') return;
    if (doors.now() < this.#nextAt || !doors.isQuiet()) return;
    this.#running = this.#turn().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async #turn(): Promise<void> {
    const { doors, pace } = this.#options;
    let askedToWaitMs = 0;
    try {
      const reply = await doors.fetchFeed();
      if (reply.status !== 200) {
        askedToWaitMs = retryAfterMs(reply.retryAfter, doors.now());
        throw new Error(`The feed of updates answers ${reply.status}.`);
      }
      await this.#follow(this.#open(reply.text));
      this.#failures = 0;
      this.#nextAt = doors.now() + pace.everyMs;
    } catch (error) {
      this.#failures += 1;
      this.#nextAt = doors.now() + backOffMs(this.#failures, askedToWaitMs, pace);
      if (this.#state.kind === 'downloading') this.#tell({ kind: 'idle', version: null });
      doors.onFailure(error);
    }
  }

  #open(text: string): Release {
    const { doors, currentVersion, target } = this.#options;
    const memory = doors.recall();
    const { lastIssuedAt } = memory;
    const highestVersion = higher(memory.highestVersion, currentVersion);
    const release = openFeed(text, { ...target, now: doors.now(), lastIssuedAt, highestVersion });
    const { issuedAt, version } = release;
    doors.remember({ ...memory, lastIssuedAt: issuedAt, highestVersion: higher(highestVersion, version) });
    return release;
  }

  async #follow(release: Release): Promise<void> {
    const { doors, mode, currentVersion } = this.#options;
    const checkedAt = doors.now();
    const isNewer = compareVersions(release.version, currentVersion) > 0;
    const isOurTurn = doors.recall().share * 100 < release.rolloutPercent;
    if (!isNewer || !isOurTurn) return this.#tell({ kind: 'idle', version: null, checkedAt });
    const { version } = release;
    if (mode === 'notify') return this.#tell({ kind: 'available', version, checkedAt });
    this.#tell({ kind: 'downloading', version, checkedAt });
    await doors.download(release);
    this.#tell({ kind: 'ready', version });
  }

  #tell(change: Partial<UpdateState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.doors.onState(this.#state);
  }
}

function higher(a: string, b: string): string {
  return compareVersions(a, b) >= 0 ? a : b;
}
