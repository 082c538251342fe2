import { type MessagePortMain, utilityProcess } from 'electron';
import { engineToShell } from '../../engine/host-contract.ts';
import type { EngineProcess } from './engine-host.ts';

/** The engine as a utility process of Electron: the product on Windows and macOS. A window's port is handed over whole. */
export function launchUtilityEngine(enginePath: string): EngineProcess {
  let nextPortId = 1;
  const child = utilityProcess.fork(enginePath, [], { serviceName: 'Cartable engine', stdio: 'inherit' });
  return {
    send: (message) => child.postMessage(message),
    givePort: (port: MessagePortMain) =>
      child.postMessage({ type: 'port-open', portId: nextPortId++ }, [port]),
    onMessage: (listener) => {
      child.on('message', (message: unknown) => {
        const told = engineToShell.safeParse(message);
        if (told.success) listener(told.data);
      });
    },
    onExit: (listener) => {
      child.once('exit', () => listener());
    },
    kill: () => {
      child.kill();
    },
  };
}
