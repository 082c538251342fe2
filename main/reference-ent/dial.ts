import { createHash } from 'node:crypto';
import { CAPABILITIES, type Policy, PROTOCOL_VERSION, USUAL_POLICY } from '../engine/connectors/ent/wire.ts';
import { EntProblem } from './problem.ts';

/** What an operator turns on a bad Monday: limits, hours, pauses. */
export interface DialSettings {
  readonly limits: Policy['limits'];
  readonly windows: Policy['windows'];
  readonly poll_min_s: number;
  readonly max_bps: number | null;
  readonly capabilities: readonly string[];
  /** Sent with each successful batch: the client then waits so long. */
  readonly backoff_s: number | null;
  /** While not null, every endpoint answers 503 with this Retry-After. */
  readonly paused_s: number | null;
  /** What an account may upload in all, bytes. */
  readonly quota_bytes: number | null;
}

export type DialOverrides = Partial<Omit<DialSettings, 'limits'>> & {
  readonly limits?: Partial<Policy['limits']>;
};

const DEFAULTS: DialSettings = {
  ...USUAL_POLICY,
  limits: { ...USUAL_POLICY.limits, chunk_min_bytes: 256 * 1024, chunk_max_bytes: 16 * 1024 * 1024 },
  windows: [],
  capabilities: CAPABILITIES,
  backoff_s: null,
  paused_s: null,
  quota_bytes: null,
};

/** A policy is good until the next noon or midnight UTC: two fetches a day at most, the same text in between. */
const VALIDITY_MS = 12 * 3_600_000;

/** The settings in force, changed at any time. */
export class Dial {
  #settings: DialSettings = DEFAULTS;
  #policyTag = '';

  constructor(overrides: DialOverrides = {}) {
    this.turn(overrides);
  }

  get settings(): DialSettings {
    return this.#settings;
  }

  /** Names what the policy says to everyone: another one after every turn that matters to clients. */
  get policyTag(): string {
    return this.#policyTag;
  }

  /** Changes some settings; the others stay as they are. */
  turn(overrides: DialOverrides): void {
    this.#settings = {
      ...this.#settings,
      ...overrides,
      limits: { ...this.#settings.limits, ...overrides.limits },
    };
    this.#policyTag = tagOf(this.#asked());
  }

  /** @throws EntProblem 503 while paused */
  checkOpen(): void {
    const { paused_s } = this.#settings;
    if (paused_s !== null)
      throw new EntProblem(503, 'unavailable', 'The ENT asks for a pause', { retryAfterS: paused_s });
  }

  /** The policy for one device, with a tag that stays the same as long as nothing but `server_time` moves. */
  policyFor(
    device: { datasetId: string; lastBatchNo: number },
    now: number,
  ): { policy: Policy; etag: string } {
    const lasting = {
      dataset_id: device.datasetId,
      last_batch_no: device.lastBatchNo,
      ...this.#asked(),
      valid_until: (Math.floor(now / VALIDITY_MS) + 1) * VALIDITY_MS,
    };
    return { policy: { ...lasting, server_time: now }, etag: `W/"${tagOf(lasting)}"` };
  }

  /** What a policy says to everyone, for as long as nothing is turned. */
  #asked() {
    const { limits, windows, poll_min_s, max_bps, capabilities } = this.#settings;
    return {
      protocol: [PROTOCOL_VERSION],
      limits,
      windows,
      poll_min_s,
      max_bps,
      capabilities: [...capabilities],
      accept_encoding: ['gzip'],
    };
  }
}

function tagOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
