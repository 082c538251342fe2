import type { Lane, SyncStep } from '../../../preload/contract/sync.ts';
import type { ServerAdapter } from '../connectors/server-adapter.ts';
import type { SessionTally } from './session-log.ts';
import type { SyncContext } from './sync-context.ts';

/** Told after each request: documents and bytes at the ENT so far, of all. */
export type TransferProgress = (done: {
  documents: number;
  bytes: number;
  documentsTotal: number;
  bytesTotal: number;
}) => void;

/** What one session is given. */
export interface SessionRun {
  readonly context: SyncContext;
  readonly adapter: ServerAdapter;
  readonly secret: string;
  readonly deviceId: string;
  readonly signal: AbortSignal;
  readonly tally: SessionTally;
  /** May edits and documents of this lane go now? Absent: all may, because the teacher asked. */
  mayGo?(lane: Lane): boolean;
  /** Takes another device id, for good, and answers how the ENT is spoken to under it. */
  become(deviceId: string): ServerAdapter;
  onStep(step: SyncStep): void;
  onTransfer: TransferProgress;
  onRenewedSecret(secret: string): Promise<void>;
}
