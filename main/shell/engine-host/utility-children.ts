import { type UtilityProcess, utilityProcess } from 'electron';
import type { EngineToShell, ShellToEngine } from '../../engine/host-contract.ts';
import { killUtility } from './kill-utility.ts';

interface ChildrenOptions {
  entryOf(name: string): string;
  readonly env: NodeJS.ProcessEnv;
  send(message: ShellToEngine): void;
}

type ForkRequest = Extract<EngineToShell, { type: 'child-fork' }>;

/** The engine's own children, where it is a utility process itself and cannot start any. */
export class UtilityChildren {
  readonly #options: ChildrenOptions;
  readonly #children = new Map<number, UtilityProcess>();

  constructor(options: ChildrenOptions) {
    this.#options = options;
  }

  /** True when the message was about a child, and needs nobody else. */
  receive(message: EngineToShell): boolean {
    switch (message.type) {
      case 'child-fork':
        this.#fork(message);
        return true;
      case 'child-message':
        this.#children.get(message.childId)?.postMessage(message.payload);
        return true;
      case 'child-kill': {
        const child = this.#children.get(message.childId);
        if (child !== undefined) killUtility(child);
        return true;
      }
      default:
        return false;
    }
  }

  /** The engine is gone: its children have nobody to work for. */
  killAll(): void {
    for (const child of this.#children.values()) killUtility(child);
  }

  #fork({ childId, entry, args, execArgv, env }: ForkRequest): void {
    const { entryOf, env: shared, send } = this.#options;
    const child = utilityProcess.fork(entryOf(entry), args, {
      serviceName: `Cartable ${entry}`,
      execArgv,
      env: { ...shared, ...env } as Record<string, string>,
      stdio: 'ignore',
    });
    this.#children.set(childId, child);
    child.once('spawn', () => send({ type: 'child-spawned', childId, pid: child.pid ?? null }));
    child.on('message', (payload: unknown) => send({ type: 'child-message', childId, payload }));
    child.once('exit', (code) => {
      this.#children.delete(childId);
      send({ type: 'child-exit', childId, code });
    });
  }
}
