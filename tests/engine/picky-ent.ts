import { createServer, request as forward, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { Batch } from '../../main/engine/connectors/ent/wire.ts';
import type { Engine } from '../../main/engine/create-engine.ts';

/** What a picky ENT answers with in place of the real one; `code` null: a page of a proxy's. */
export interface Refusal {
  readonly status: number;
  readonly code: string | null;
  /** The ENT does what it was asked, and then answers so all the same. */
  readonly isDone?: boolean;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

/** An ENT behind something that refuses what it does not like, or cuts the line at it. Ends with the test. */
export async function pickyEnt(
  target: string,
  refuse: (asked: Asked) => Refusal | 'cut' | null,
): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const refusal = refuse({ method, path: url, body });
    if (refusal === 'cut') {
      incoming.socket.destroy();
      return;
    }
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
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The batch in a request; null when it is none. */
export function batchIn({ path, body }: Asked): Batch | null {
  return path.endsWith('/batches') ? (JSON.parse(gunzipSync(body).toString()) as Batch) : null;
}

/** Lets the open account of an engine find its ENT elsewhere. */
export function pointTo(engine: Engine, url: string): void {
  const { store } = engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE account SET url = ?').run(url));
}
