import type { MessagePortMain } from 'electron';
import type { EngineToShell, ShellToEngine } from '../../engine/host-contract.ts';

/** The windows' ports as a plain child process sees them: numbered, their frames carried by its messages, unopened. */
export class PortRelay {
  readonly #send: (message: ShellToEngine) => void;
  readonly #ports = new Map<number, MessagePortMain>();
  #nextPortId = 1;

  constructor(send: (message: ShellToEngine) => void) {
    this.#send = send;
  }

  add(port: MessagePortMain): void {
    const portId = this.#nextPortId++;
    this.#ports.set(portId, port);
    this.#send({ type: 'port-open', portId });
    port.on('message', ({ data: payload }) => this.#send({ type: 'port-message', portId, payload }));
    port.on('close', () => {
      if (this.#ports.delete(portId)) this.#send({ type: 'port-close', portId });
    });
    port.start();
  }

  /** True when the message was about a port, and needs nobody else. */
  receive(message: EngineToShell): boolean {
    if (message.type !== 'port-message' && message.type !== 'port-close') return false;
    const port = this.#ports.get(message.portId);
    if (message.type === 'port-message') port?.postMessage(message.payload);
    else {
      this.#ports.delete(message.portId);
      port?.close();
    }
    return true;
  }

  /** The engine is gone, and every line to it. */
  closeAll(): void {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.close();
  }
}
