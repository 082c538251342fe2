import { utilityProcess } from 'electron';
import { engineToShell, type ShellToEngine } from '../../engine/host-contract.ts';
import type { EngineExit, EngineProcess } from './engine-host.ts';
import { killUtility } from './kill-utility.ts';
import { UtilityChildren } from './utility-children.ts';

export interface UtilityEngine {
  readonly entry: string;
  /** Where the programs of the engine's own children lie, by name. */
  entryOf(name: string): string;
  readonly env: NodeJS.ProcessEnv;
  readonly stderr: 'ignore' | 'inherit';
}

/**
 * The engine as a utility process of Electron's: the product on Windows and macOS. Needs Electron to be ready.
 *
 * A window's port is handed over whole, and what the engine cannot fork there it asks of the shell.
 */
export function launchUtilityEngine({ entry, entryOf, env, stderr }: UtilityEngine): EngineProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Cartable engine',
    env: env as Record<string, string>,
    stdio: stderr,
  });
  let nextPortId = 1;
  let isGone = false;
  const send = (message: ShellToEngine) => {
    if (!isGone) child.postMessage(message);
  };
  const children = new UtilityChildren({ entryOf, env, send });
  const exit = new Promise<EngineExit>((resolve) => {
    child.once('exit', (code) => resolve({ code, signal: null }));
  });
  void exit.then(() => {
    isGone = true;
    children.killAll();
  });
  return {
    send,
    givePort: (port) => child.postMessage({ type: 'port-open', portId: nextPortId++ }, [port]),
    onMessage(listener) {
      child.on('message', (message: unknown) => {
        const told = engineToShell.safeParse(message);
        if (told.success && !children.receive(told.data)) listener(told.data);
      });
    },
    onExit: (listener) => void exit.then(listener),
    kill: () => killUtility(child),
  };
}
