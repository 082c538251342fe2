import type { Policy } from '../connectors/ent/wire.ts';
import type { ServerSession } from '../connectors/server-adapter.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { failpoint } from '../platform/failpoint.ts';
import { hasEditsToSend } from './batches.ts';
import { readDatasetChange, refuseForgotten, refuseOtherDataset } from './dataset-change.ts';
import { letSmallEnoughGo } from './retry-daily.ts';
import type { SessionRun } from './session-run.ts';
import type { SyncContext } from './sync-context.ts';
import { readPolicy, readState, savePolicy, saveState } from './sync-state.ts';

/** Databases whose policy was asked for since they were opened: a back-up is put back while Cartable is closed. */
const askedSinceOpening = new WeakSet<SyncContext>();

/** An ENT whose replies name another policy each time (two servers that disagree) is asked so often in a session. */
const REPLACED_AT_MOST = 20;

/** What the ENT asks of this session: the policy in force, which any reply may replace. */
export class SessionPolicy {
  readonly #run: SessionRun;
  readonly #session: ServerSession;
  #policy: Policy;
  #replaced = 0;

  private constructor(run: SessionRun, session: ServerSession, policy: Policy) {
    this.#run = run;
    this.#session = session;
    this.#policy = policy;
  }

  /** Not asked for before `valid_until`, but before the first edits since the opening. @throws as `obey` */
  static async open(run: SessionRun, session: ServerSession): Promise<SessionPolicy> {
    const known = readPolicy(run.context);
    const isDue =
      readDatasetChange(run.context) !== null ||
      (!askedSinceOpening.has(run.context) && hasEditsToSend(run.context));
    const isValid = known !== null && known.valid_until > run.context.clock.now() && !isDue;
    return new SessionPolicy(run, session, isValid ? known : await askPolicy(run, session));
  }

  /** As the ENT last told it. */
  get inForce(): Policy {
    return this.#policy;
  }

  /** A reply has named another policy than the one that is obeyed. */
  get isReplaced(): boolean {
    const { policy } = this.#session.tags;
    if (policy === null || this.#replaced >= REPLACED_AT_MOST) return false;
    return policy !== (readState(this.#run.context)?.policy_tag ?? null);
  }

  /**
   * Asks for the policy again if a reply named another one: its hours and limits hold from here on.
   *
   * @throws CartableError `sync/dataset-changed`; WentBackward; what the question fails with
   */
  async obey(): Promise<void> {
    if (!this.isReplaced) return;
    this.#replaced += 1;
    this.#policy = await askPolicy(this.#run, this.#session);
  }
}

/** @throws CartableError `sync/dataset-changed`; WentBackward */
async function askPolicy({ context, deviceId }: SessionRun, session: ServerSession): Promise<Policy> {
  const known = readPolicy(context);
  const fresh = await session.policy(known === null ? null : (readState(context)?.policy_etag ?? null));
  askedSinceOpening.add(context);
  const policy = fresh?.policy ?? known;
  if (policy === null) throw new CartableError('ent/not-an-ent', {}, 'later');
  if (fresh !== null) refuseOtherDataset(context, session.identity, fresh.policy);
  refuseForgotten(context, deviceId, policy.last_batch_no);
  if (fresh !== null) {
    failpoint('policy-received');
    savePolicy(context, policy, fresh.etag);
    letSmallEnoughGo(context, policy.limits.blob_bytes);
  }
  saveState(context, { policy_tag: session.tags.policy });
  return policy;
}
