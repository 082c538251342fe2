import type { MessagePortMain } from 'electron';
import type { EngineToShell, ShellToEngine } from '../../engine/host-contract.ts';

/** One engine process, however it is run. A new one is made for each start. */
export interface EngineProcess {
  send(message: Exclude<ShellToEngine, { type: 'port-open' | 'port-message' | 'port-close' }>): void;
  /** Hands a window's port over. */
  givePort(port: MessagePortMain): void;
  onMessage(listener: (message: EngineToShell) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export type LaunchEngine = () => EngineProcess;
