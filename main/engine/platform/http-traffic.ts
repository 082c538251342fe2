import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** What the network cost so far: requests, and bytes on the sockets, headers and TLS included. */
export interface Traffic {
  readonly requests: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  countRequest(): void;
  /** Keeps the figures of sockets that are about to be destroyed. */
  settle(): void;
}

type Connect = (this: Agent, ...args: unknown[]) => Socket;

/** Counts what passes through the agents' sockets, open ones included. */
export function countSockets(agents: readonly Agent[]): Traffic {
  const open = new Set<Socket>();
  let requests = 0;
  const closed = { up: 0, down: 0 };
  const settleOne = (socket: Socket) => {
    if (!open.delete(socket)) return;
    closed.up += socket.bytesWritten;
    closed.down += socket.bytesRead;
  };
  for (const agent of agents) {
    const owner = agent as unknown as { createConnection: Connect };
    const connect = owner.createConnection;
    owner.createConnection = function counted(this: Agent, ...args) {
      const socket = connect.apply(this, args);
      open.add(socket);
      socket.once('close', () => settleOne(socket));
      return socket;
    };
  }
  const total = (side: 'up' | 'down', read: (socket: Socket) => number) =>
    [...open].reduce((sum, socket) => sum + read(socket), closed[side]);
  return {
    get requests() {
      return requests;
    },
    get bytesUp() {
      return total('up', (socket) => socket.bytesWritten);
    },
    get bytesDown() {
      return total('down', (socket) => socket.bytesRead);
    },
    countRequest() {
      requests += 1;
    },
    settle() {
      for (const socket of [...open]) settleOne(socket);
    },
  };
}
