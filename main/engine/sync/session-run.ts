import type { SyncStep } from '../../../preload/contract/sync.ts';
import type { ServerAdapter } from '../connectors/server-adapter.ts';
import type { SessionTally } from './session-log.ts';
import type { SyncContext } from './sync-context.ts';
import type { TransferProgress } from './uploads.ts';

/** What one session is given. */
export interface SessionRun {
  readonly context: SyncContext;
  readonly adapter: ServerAdapter;
  readonly secret: string;
  readonly deviceId: string;
  readonly signal: AbortSignal;
  readonly tally: SessionTally;
  /** Takes another device id, for good, and answers how the ENT is spoken to under it. */
  become(deviceId: string): ServerAdapter;
  onStep(step: SyncStep): void;
  onTransfer: TransferProgress;
  onRenewedSecret(secret: string): Promise<void>;
}
