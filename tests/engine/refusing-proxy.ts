import { createServer, request as forward, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is answered in place of the real one; `code` null: a page of a proxy's. */
export interface Refusal {
  readonly status: number;
  readonly code: string | null;
  /** The ENT does what it was asked, and then answers so all the same. */
  readonly isDone?: boolean;
}

/** The line is cut when so much of the answer has passed; a shorter one comes whole. */
export interface CutAnswer {
  readonly cutAfterBytes: number;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

export interface RefusingProxy {
  readonly url: string;
  close(): void;
}

/** Starts, on loopback, something before an ENT that refuses what it does not like, or cuts the line at it. */
export async function startRefusingProxy(
  target: string,
  refuse: (asked: Asked) => Refusal | CutAnswer | 'cut' | null,
): Promise<RefusingProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const answer = refuse({ method, path: url, body });
    if (answer === 'cut') {
      incoming.socket.destroy();
      return;
    }
    const cutAfterBytes = answer !== null && 'cutAfterBytes' in answer ? answer.cutAfterBytes : null;
    const refusal = answer === null || 'cutAfterBytes' in answer ? null : answer;
    const say = ({ status, code }: Refusal) => {
      outgoing.writeHead(status, {
        'content-type': code === null ? 'text/html' : 'application/problem+json',
      });
      outgoing.end(code === null ? '<html>no</html>' : JSON.stringify({ title: 'no', status, code }));
    };
    if (refusal !== null && refusal.isDone !== true) {
      say(refusal);
      return;
    }
    const { host: _host, ...headers } = incoming.headers;
    const onward = forward(`${target}${url}`, { method, headers }, (reply) => {
      if (refusal !== null) {
        reply.resume().on('end', () => say(refusal));
        return;
      }
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
      if (cutAfterBytes === null) return;
      let passedBytes = 0;
      reply.on('data', (chunk: Buffer) => {
        passedBytes += chunk.length;
        if (passedBytes > cutAfterBytes) outgoing.destroy();
      });
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
