import { createHash } from 'node:crypto';
import { type Policy, PROTOCOL_VERSION } from '../engine/connectors/ent/wire.ts';
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
  limits: {
    ops: 500,
    batch_bytes: 1024 * 1024,
    // One bundle: a few seconds on an ADSL line, one database transaction per file here.
    bundle_bytes: 4 * 1024 * 1024,
    bundle_files: 25,
    blob_bytes: 100 * 1024 * 1024,
  },
  windows: [],
  poll_min_s: 900,
  max_bps: null,
  capabilities: [],
  backoff_s: null,
  paused_s: null,
  quota_bytes: null,
};

/** A policy is good until the next noon or midnight UTC: two fetches a day at most, the same text in between. */
const VALIDITY_MS = 12 * 3_600_000;

/** The settings in force, changed at any time. */
export class Dial {
  #settings: DialSettings = DEFAULTS;

  constructor(overrides: DialOverrides = {}) {
    this.turn(overrides);
  }

  get settings(): DialSettings {
    return this.#settings;
  }

  /** Changes some settings; the others stay as they are. */
  turn(overrides: DialOverrides): void {
    this.#settings = {
      ...this.#settings,
      ...overrides,
      limits: { ...this.#settings.limits, ...overrides.limits },
    };
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
    const { limits, windows, poll_min_s, max_bps, capabilities } = this.#settings;
    const lasting = {
      dataset_id: device.datasetId,
      protocol: [PROTOCOL_VERSION],
      last_batch_no: device.lastBatchNo,
      limits,
      windows,
      poll_min_s,
      max_bps,
      capabilities: [...capabilities],
      accept_encoding: ['gzip'],
      valid_until: (Math.floor(now / VALIDITY_MS) + 1) * VALIDITY_MS,
    };
    const tag = createHash('sha256').update(JSON.stringify(lasting)).digest('base64url').slice(0, 22);
    return { policy: { ...lasting, server_time: now }, etag: `W/"${tag}"` };
  }
}
