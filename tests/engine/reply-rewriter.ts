import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** A request or a reply on its way; what a fault changes in it is what arrives. */
export interface Travelling {
  readonly method: string;
  /** Below the address, with its query. */
  path: string;
  status: number;
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer>;
}

/** A server that does one thing wrong: another one that does it right, with its messages changed. */
export interface WrongDoing {
  readonly onRequest?: (request: Travelling) => void;
  /** `request` is as it was sent, before `onRequest`. */
  readonly onReply?: (reply: Travelling, request: Travelling) => void;
}

export interface ReplyRewriter {
  readonly url: string;
  doWrong(wrong: WrongDoing): void;
}

/** Starts a proxy that passes whole messages on, as they are until it is told what to do wrong. */
export async function startReplyRewriter(target: string): Promise<ReplyRewriter> {
  let wrong: WrongDoing = {};
  const server = createServer((request, response) => {
    pass(target, wrong, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    doWrong: (next) => {
      wrong = next;
    },
  };
}

async function pass(
  target: string,
  wrong: WrongDoing,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sent = await received(incoming);
  const request: Travelling = { ...sent, headers: { ...sent.headers } };
  wrong.onRequest?.(request);
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const answer = await fetch(`${target}${request.path}`, {
    method: request.method,
    redirect: 'manual',
    headers: { 'accept-encoding': 'identity', ...headers, 'x-forwarded-host': incoming.headers.host ?? '' },
    ...(request.body.length === 0 || request.method === 'GET' || request.method === 'HEAD'
      ? {}
      : { body: request.body }),
  });
  const reply: Travelling = {
    method: request.method,
    path: request.path,
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
  // Unpacked by now, whatever it was.
  delete reply.headers['content-encoding'];
  delete reply.headers['transfer-encoding'];
  wrong.onReply?.(reply, sent);
  if (request.method !== 'HEAD' && reply.status !== 304 && reply.status !== 204)
    reply.headers['content-length'] = String(reply.body.length);
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

async function received(incoming: IncomingMessage): Promise<Travelling> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    status: 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a message may hold anything, and faults reach anywhere into it.
export type Loose = any;

/** A message's JSON, packed or not; null when it holds none. */
export function jsonOf({ body, headers }: Travelling): Loose {
  try {
    return JSON.parse((headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8'));
  } catch {
    return null;
  }
}

/** Puts another JSON in a message's place, packed as the one before. */
export function setJson(message: Travelling, value: unknown): void {
  const text = Buffer.from(JSON.stringify(value));
  message.body = message.headers['content-encoding'] === 'gzip' ? gzipSync(text) : text;
  delete message.headers['content-digest'];
}

/** Changes a message's JSON where it stands, if it has any. */
export function changeJson(message: Travelling, change: (json: Loose) => void): void {
  const json = jsonOf(message);
  if (json === null) return;
  change(json);
  setJson(message, json);
}
