import { type ChildProcess, fork } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import { type EngineToShell, engineToShell } from '../../engine/host-contract.ts';
import type { EngineProcess } from './engine-host.ts';

/**
 * The engine as a child of plain Node: the product on Linux.
 *
 * There sharp's glib collides with the one that Electron loads for GTK, and any decoding in a process of Electron's
 * binary can end in SIGSEGV. A plain child cannot receive a MessagePort, so its messages are relayed, unopened.
 */
export function launchNodeEngine(paths: { readonly node: string; readonly engine: string }): EngineProcess {
  // Electron's own variables are not the engine's business.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = fork(paths.engine, [], {
    execPath: paths.node,
    execArgv: [],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const send = (message: unknown) => {
    if (child.connected) child.send(message as object, () => undefined);
  };
  const relay = relayPorts(child, send);
  return {
    send,
    givePort: relay.add,
    onMessage: (listener) => {
      child.on('message', (message) => {
        const told = engineToShell.safeParse(message);
        if (told.success && !relay.receive(told.data)) listener(told.data);
      });
    },
    onExit: (listener) => {
      let isTold = false;
      const tell = () => {
        if (isTold) return;
        isTold = true;
        relay.closeAll();
        listener();
      };
      child.once('exit', tell);
      child.once('error', tell);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

function relayPorts(child: ChildProcess, send: (message: unknown) => void) {
  const ports = new Map<number, MessagePortMain>();
  let nextPortId = 1;
  return {
    add(port: MessagePortMain): void {
      const portId = nextPortId++;
      ports.set(portId, port);
      send({ type: 'port-open', portId });
      port.on('message', ({ data: payload }) => send({ type: 'port-message', portId, payload }));
      port.on('close', () => {
        if (ports.delete(portId) && child.connected) send({ type: 'port-close', portId });
      });
      port.start();
    },
    /** True when the message was a window's. */
    receive(message: EngineToShell): boolean {
      if (message.type === 'port-message') ports.get(message.portId)?.postMessage(message.payload);
      return message.type === 'port-message' || message.type === 'port-close';
    },
    closeAll(): void {
      for (const port of ports.values()) port.close();
      ports.clear();
    },
  };
}
