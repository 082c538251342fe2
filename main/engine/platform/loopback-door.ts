import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CartableError } from './cartable-error.ts';
import type { Clock } from './clock.ts';

export interface LoopbackDoorOptions<T> {
  /** The only path that is answered. */
  readonly path: string;
  /** How long somebody is waited for. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What the visitor brought; null when it is not who is waited for, who may still come. */
  accept(query: URLSearchParams): T | null;
  /** The page that a visitor is shown. */
  page(isAccepted: boolean): string;
}

/** A door on 127.0.0.1 that one visitor is let in by: the teacher's browser, sent back from a sign-in (RFC 8252). */
export interface LoopbackDoor<T> {
  readonly url: string;
  /** Resolves with what the visitor brought. @throws the signal's reason; CartableError `account/browser-sign-in-failed` in the end */
  readonly visitor: Promise<T>;
  close(): void;
}

/** Opens a door at a port of the system's choice; it closes after its visitor, the time-out, or the signal. */
export async function openLoopbackDoor<T>(options: LoopbackDoorOptions<T>): Promise<LoopbackDoor<T>> {
  const { signal } = options;
  signal.throwIfAborted();
  const visited = Promise.withResolvers<T>();
  const server = createServer((request, reply) => {
    const brought = meet(request, reply, options);
    if (brought !== null) reply.once('close', () => visited.resolve(brought));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (signal.aborted) server.close();
  signal.throwIfAborted();
  const { port } = server.address() as AddressInfo;
  const closing = new AbortController();
  options.clock.sleep(options.timeoutMs, closing.signal).then(
    () => visited.reject(new CartableError('account/browser-sign-in-failed', { reason: 'timeout' })),
    () => undefined,
  );
  const onAbort = () => visited.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const close = () => {
    closing.abort();
    signal.removeEventListener('abort', onAbort);
    server.close();
    server.closeAllConnections();
  };
  const visitor = visited.promise.finally(close);
  // Whoever opened it may never wait.
  visitor.catch(() => undefined);
  return { url: `http://127.0.0.1:${port}${options.path}`, visitor, close };
}

/** What an accepted visitor brought, else null. Every visitor gets a page, and no visitor may frame or keep it. */
function meet<T>(request: IncomingMessage, reply: ServerResponse, options: LoopbackDoorOptions<T>): T | null {
  const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
  const isHere = request.method === 'GET' && url?.pathname === options.path;
  const brought = isHere ? options.accept(url.searchParams) : null;
  const status = brought !== null ? 200 : isHere ? 400 : 404;
  reply.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    connection: 'close',
  });
  reply.end(isHere ? options.page(brought !== null) : '');
  return brought;
}
