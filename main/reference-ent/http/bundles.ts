import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { BundleReply } from '../../engine/connectors/ent/wire.ts';
import type { EntSession } from '../accounts.ts';
import type { EntParts } from '../parts.ts';
import { EntProblem, tooLarge } from '../problem.ts';
import { expectedBlob } from './expected-blob.ts';
import { FRAME_HEAD_BYTES, type Frame, framesIn } from './frames.ts';
import { readBody, streamBody } from './request-body.ts';

type Outcome = BundleReply['results'][number];

/** A file on the disk whose rows are still to be entered, or one that was refused. */
interface Kept {
  readonly outcome: Outcome;
  enter(): void;
}

/** Files of a bundle that go to the disk at the same time. */
const FLUSHED_AT_ONCE = 8;
/** A connection that has ended brings no more than its buffers hold: that takes no longer. */
const ARRIVING_MS = 1000;

/**
 * Stores each frame of a bundle that is what it claims to be, as it comes; the others are refused one by one.
 *
 * What came whole before a cut stays: the client asks `check`, and sends the rest.
 */
export class Bundles {
  readonly #parts: EntParts;
  /** By account and device: one that asks something else meanwhile has lost its line. */
  readonly #arriving = new Map<string, Promise<unknown>>();

  constructor(parts: EntParts) {
    this.#parts = parts;
  }

  /** @throws EntProblem 400 when it ends inside a frame, 413 above a limit, 507 above the quota */
  async take(session: EntSession, request: FastifyRequest): Promise<BundleReply> {
    const sender = senderOf(session);
    const taking = this.#take(session, request);
    const settled = taking.catch(() => undefined);
    this.#arriving.set(sender, settled);
    try {
      return await taking;
    } finally {
      if (this.#arriving.get(sender) === settled) this.#arriving.delete(sender);
    }
  }

  /** Of a line that was cut, what has come this far is still on its way to the disk. */
  async settled(session: EntSession): Promise<void> {
    const arriving = this.#arriving.get(senderOf(session));
    if (arriving !== undefined) await Promise.race([arriving, delay(ARRIVING_MS, undefined, { ref: false })]);
  }

  async #take(session: EntSession, request: FastifyRequest): Promise<BundleReply> {
    const { limits: allowed, quota_bytes } = this.#parts.dial.settings;
    // The limit is on the files; their heads come on top.
    const limits = {
      files: allowed.bundle_files,
      bytes: allowed.bundle_bytes + allowed.bundle_files * FRAME_HEAD_BYTES,
    };
    if (Number(request.headers['content-length'] ?? 0) > limits.bytes)
      throw tooLarge('The body is too large', limits.bytes);
    // A digest of the whole is checked before anything is kept.
    const bundle =
      request.headers['content-digest'] === undefined
        ? streamBody(request)
        : [(await readBody(request, limits.bytes)).bytes];
    // The disk flushes several at a time faster; a quota is counted one by one.
    const atOnce = quota_bytes === null ? FLUSHED_AT_ONCE : 1;
    const results: Outcome[] = [];
    let group: Promise<Kept>[] = [];
    const settle = async () => {
      const settling = group;
      group = [];
      results.push(...(await this.#enter(settling)));
    };
    try {
      for await (const frame of framesIn(bundle, limits)) {
        const kept = this.#keep(session, frame);
        // Met when its group is settled.
        kept.catch(() => undefined);
        group.push(kept);
        if (group.length >= atOnce) await settle();
      }
    } finally {
      await settle();
    }
    return { results };
  }

  /** Lets the account know of files that are on the disk, a group in one transaction. */
  async #enter(group: readonly Promise<Kept>[]): Promise<Outcome[]> {
    const settled = await Promise.allSettled(group);
    this.#parts.store.write(() => {
      for (const one of settled) if (one.status === 'fulfilled') one.value.enter();
    });
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value.outcome;
    });
  }

  async #keep(session: EntSession, { sha256, bytes }: Frame): Promise<Kept> {
    try {
      const enter = await this.#parts.blobs.keepFor(bytes, expectedBlob(this.#parts, session, sha256));
      return { outcome: { sha256, outcome: 'stored' }, enter };
    } catch (error) {
      if (!(error instanceof EntProblem && error.code === 'digest-mismatch')) throw error;
      return { outcome: { sha256, outcome: 'refused', code: 'corrupt' }, enter: () => undefined };
    }
  }
}

function senderOf({ account, deviceId }: EntSession): string {
  return `${account.account_id} ${deviceId}`;
}
