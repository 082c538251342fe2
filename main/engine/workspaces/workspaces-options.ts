import type { EngineEvent } from '../../../preload/contract/events.ts';
import type { DomainContext } from '../context.ts';
import type { Optimise } from '../library/optimiser-port.ts';
import type { EngineLog } from '../log.ts';
import type { Machine } from '../platform/machine.ts';
import type { Processes } from '../platform/processes.ts';
import type { Random } from '../platform/random.ts';
import type { ReadText } from '../search/document-reader.ts';
import type { BrowserSignInsOptions } from './browser-sign-ins.ts';
import type { EntLinesOptions } from './ent-lines.ts';
import type { WorkspaceDoors } from './workspace.ts';

/** What the accounts need of the engine. */
export interface WorkspacesOptions extends EntLinesOptions {
  readonly dataDirectory: string;
  readonly random: Random;
  readonly processes: Processes;
  readonly optimise: Optimise;
  readonly readText: ReadText;
  emit(event: EngineEvent): void;
  /** Told which folder is open, so that the shell can serve its vault. */
  onActive(directory: string | null): void;
  onSyncing(isSyncing: boolean): void;
  readonly log: EngineLog;
  readonly machine: Machine;
  /** Whether sessions may begin by themselves; null: not in this process. */
  readonly automatic: 'on' | null;
  readonly undisturbed: DomainContext['undisturbed'];
  readonly openPage: BrowserSignInsOptions['openPage'];
  showPages(name: string): void;
  readonly openCopy?: WorkspaceDoors['openCopy'];
}
