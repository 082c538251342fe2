import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** A line to a server on loopback, on which requests wait for as long as the test holds it. */
export interface HeldLine {
  readonly url: string;
  /** From now on requests wait. Resolves when the next one has come. */
  hold(): { readonly asked: Promise<void> };
  /** Lets through what waits, and what comes. */
  release(): void;
  close(): Promise<void>;
}

/** Puts a line in front of a server. */
export async function holdLine(target: string): Promise<HeldLine> {
  let gate = Promise.withResolvers<void>();
  let heard = Promise.withResolvers<void>();
  gate.resolve();
  const server = createServer(async (incoming, outgoing) => {
    heard.resolve();
    await gate.promise;
    passOn(target, incoming, outgoing);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold() {
      gate = Promise.withResolvers<void>();
      heard = Promise.withResolvers<void>();
      return { asked: heard.promise };
    },
    release: () => gate.resolve(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url } = incoming;
  const onward = request(`${target}${url}`, { method, headers }, (reply) => {
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    pipeline(reply, outgoing, () => undefined);
  });
  onward.on('error', () => outgoing.destroy());
  pipeline(incoming, onward, () => undefined);
}
