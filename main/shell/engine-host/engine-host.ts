import type { MessagePortMain } from 'electron';
import type { EngineState } from '../../../preload/contract/bridge.ts';
import type { EngineToShell, ShellToEngine } from '../../engine/host-contract.ts';

/** What the shell says itself; ports travel by `givePort`. */
export type ShellWords = Exclude<ShellToEngine, { type: 'port-open' | 'port-message' | 'port-close' }>;

/** How a run ended; a process that could not be started has neither. */
export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One run of the engine, whichever way it runs: node-host.ts, utility-host.ts. */
export interface EngineProcess {
  /** Silently dropped once the process is gone: `onExit` tells. */
  send(message: ShellWords): void;
  /** Hands a window's port over; it is closed when the process ends. */
  givePort(port: MessagePortMain): void;
  /** Only messages that fit the contract arrive. */
  onMessage(listener: (message: EngineToShell) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (exit: EngineExit) => void): void;
  /** Ends the process at once, whatever it is doing. */
  kill(): void;
}

export type LaunchEngine = () => EngineProcess;

/** The engine for the rest of the shell: always one, restarted when it dies. */
export interface EngineHost {
  readonly state: EngineState;
  /** Launches the process; it loads its code while the shell gets ready. */
  start(): void;
  /** False when there is no engine to serve the port: it is the caller's to close. */
  connectPort(port: MessagePortMain): boolean;
  /** Starts an engine that was given up, or that could not open its data. */
  restart(): void;
  /** The computer goes to sleep: an engine that does not answer is not a hung one. */
  suspend(): void;
  resume(): void;
  /** The computer goes to sleep, or its session is locked: the engine locks the window, whether that works or hangs. */
  lockWithSession(): void;
  /** The machine runs on its battery, or is plugged in again. */
  setOnBattery(isOnBattery: boolean): void;
  /** Hands over the link that ends a sign-in by the browser; nothing waits for it where no engine runs. */
  answerSignIn(address: string): void;
  /** Lets the engine close its database, then ends it. Nothing starts again afterwards. */
  stop(): Promise<void>;
}
