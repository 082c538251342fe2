import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one exchange goes wrong: the reply is lost after the server did its work, or a page of HTML comes in its place. */
export type Fault = 'reply-lost' | 'captive-portal' | 'reply-cut';

/** A line to a server on which single exchanges go wrong. */
export interface ReplyCutter {
  readonly url: string;
  /** Paths asked for, in order: "POST /sync/v1/batches". */
  readonly asked: string[];
  /** Bodies sent to /batches, to compare a retry with what it repeats. */
  readonly batches: Buffer[];
  /** The next exchange whose path ends so goes wrong in this way. */
  failNext(pathEnd: string, fault: Fault): void;
  close(): Promise<void>;
}

/** Puts a line in front of a server on loopback. */
export async function cutReplies(target: string): Promise<ReplyCutter> {
  const faults: { pathEnd: string; fault: Fault }[] = [];
  const asked: string[] = [];
  const batches: Buffer[] = [];
  const server = createServer(async (incoming, outgoing) => {
    // A client that gives up in the middle of its request gets no answer, as on a real line.
    const body = await bodyOf(incoming).catch(() => null);
    if (body === null) return;
    const path = incoming.url?.split('?')[0] ?? '';
    asked.push(`${incoming.method} ${path}`);
    if (path.endsWith('/batches')) batches.push(body);
    const at = faults.findIndex(({ pathEnd }) => path.endsWith(pathEnd));
    const fault = at < 0 ? null : (faults.splice(at, 1)[0]?.fault ?? null);
    pass(target, incoming, body, outgoing, fault);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    batches,
    failNext: (pathEnd, fault) => faults.push({ pathEnd, fault }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function pass(
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  fault: Fault | null,
): void {
  if (fault === 'captive-portal') {
    outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Identifiez-vous</body></html>');
    return;
  }
  // The host too: a server behind a proxy tells addresses as they were asked for.
  const { headers } = incoming;
  const onward = forward(`${target}${incoming.url}`, { method: incoming.method, headers }, (reply) => {
    if (fault === 'reply-lost') {
      reply.resume();
      reply.on('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    if (fault === 'reply-cut') {
      reply.once('data', (chunk: Buffer) => {
        outgoing.write(chunk.subarray(0, Math.ceil(chunk.byteLength / 2)));
        setTimeout(() => outgoing.destroy(), 20);
      });
      return;
    }
    reply.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  onward.end(body);
}
