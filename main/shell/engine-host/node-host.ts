import { spawn } from 'node:child_process';
import { engineToShell, type ShellToEngine } from '../../engine/host-contract.ts';
import type { EngineExit, EngineProcess } from './engine-host.ts';
import { PortRelay } from './port-relay.ts';

export interface NodeEngine {
  /** A plain Node 24. */
  readonly node: string;
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where the runtime's complaints go. */
  readonly stderr: 'ignore' | 'inherit';
}

/**
 * The engine as a child of plain Node: the product on Linux.
 *
 * There sharp's glib collides with the one that Electron loads for GTK, and any decoding in a process of Electron's
 * binary can end in SIGSEGV. A plain child cannot receive a MessagePort, so its frames are relayed.
 */
export function launchNodeEngine({ node, entry, env, stderr }: NodeEngine): EngineProcess {
  // Not `fork`: Electron's own adds ELECTRON_RUN_AS_NODE, which every child of the engine would inherit.
  const child = spawn(node, [entry], {
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', stderr, 'ipc'],
  });
  const send = (message: ShellToEngine) => {
    if (child.connected) child.send(message, () => undefined);
  };
  const relay = new PortRelay(send);
  const exit = new Promise<EngineExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    // Also emitted when a message cannot be sent to a child that is dying: then `exit` follows.
    child.on('error', () => {
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  void exit.then(() => relay.closeAll());
  return {
    send,
    givePort: (port) => relay.add(port),
    onMessage(listener) {
      child.on('message', (message) => {
        const told = engineToShell.safeParse(message);
        if (told.success && !relay.receive(told.data)) listener(told.data);
      });
    },
    onExit: (listener) => void exit.then(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
