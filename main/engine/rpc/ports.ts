import { shellToEngine } from '../host-contract.ts';
import { type EnginePort, RelayedPort } from './relayed-port.ts';

/** A port of Electron's, as a utility process receives it; described here so that the engine never imports Electron. */
interface TransferredPort extends EnginePort {
  start(): void;
}

interface UtilityProcessPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly TransferredPort[] }) => void,
  ): void;
}

/**
 * Serves every window that the shell connects, in a utility process and under plain Node alike.
 *
 * `onPort` is called with each new port, ready for the RPC handler's `upgrade(port)`; the port's `close` event ends it.
 */
export function acceptPorts(onPort: (port: EnginePort) => void): void {
  const utility = (process as unknown as { parentPort?: UtilityProcessPort }).parentPort;
  if (utility !== undefined) acceptTransferredPorts(utility, onPort);
  else acceptRelayedPorts(onPort);
}

function acceptTransferredPorts(utility: UtilityProcessPort, onPort: (port: EnginePort) => void): void {
  utility.on('message', ({ data, ports }) => {
    const [port] = ports;
    const told = shellToEngine.safeParse(data);
    if (port === undefined || !told.success || told.data.type !== 'port-open') return;
    onPort(port);
    port.start();
  });
}

function acceptRelayedPorts(onPort: (port: EnginePort) => void): void {
  const ports = new Map<number, RelayedPort>();
  process.on('message', (message: unknown) => {
    const told = shellToEngine.safeParse(message);
    if (!told.success) return;
    if (told.data.type === 'port-open') {
      const { portId } = told.data;
      const port = new RelayedPort((payload) => sendToShell({ type: 'port-message', portId, payload }));
      ports.set(portId, port);
      onPort(port);
    }
    if (told.data.type === 'port-message') ports.get(told.data.portId)?.receive(told.data.payload);
    if (told.data.type === 'port-close') {
      ports.get(told.data.portId)?.close();
      ports.delete(told.data.portId);
    }
  });
}

/** Silently dropped when the shell is gone: this process is about to leave too. */
function sendToShell(message: object): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
