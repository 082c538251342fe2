import type { Socket } from 'node:net';
import { ProxyFailure } from './http-failure.ts';
import { isLoopbackHost } from './loopback.ts';
import { whenReady } from './socket-ready.ts';

/**
 * How a URL is reached, as a PAC script says it: `PROXY proxy.lycee.fr:3128; DIRECT`.
 *
 * In the application the shell answers with what the system is set to; alone, the engine reads its environment.
 */
export type FindRoute = (url: string) => Promise<string>;

/** A way to a server: straight, or through an HTTP proxy. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly host: string; readonly port: number; readonly credentials?: string };

/** Where a request goes. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

const DIRECT: Route = { kind: 'direct' };
const PROXY_REPLY_BYTES = 16 * 1024;

/** The routes in a PAC answer, in its order. Kinds that are not spoken here (SOCKS, HTTPS to the proxy) are left out. */
export function routesIn(answer: string): readonly Route[] {
  const routes = answer.split(';').flatMap((part): Route[] => {
    const [, kind = '', where = ''] = /^\s*(\w+)(?:\s+(\S+))?\s*$/.exec(part) ?? [];
    if (kind.toUpperCase() === 'DIRECT') return [DIRECT];
    if (!['PROXY', 'HTTP'].includes(kind.toUpperCase())) return [];
    return proxyAt(`http://${where}`);
  });
  return routes.length > 0 ? routes : [DIRECT];
}

function proxyAt(url: string): Route[] {
  try {
    const { hostname, port, username, password } = new URL(url);
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return [
      {
        kind: 'proxy',
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port || 80),
        ...(username === '' ? {} : { credentials }),
      },
    ];
  } catch {
    return [];
  }
}

/** As `HTTPS_PROXY` and `NO_PROXY` say, upper or lower case. */
export function environmentRoute(env: Readonly<Record<string, string | undefined>>): FindRoute {
  const proxy = env.HTTPS_PROXY ?? env.https_proxy ?? '';
  const except = (env.NO_PROXY ?? env.no_proxy ?? '').split(',').map((name) => name.trim().toLowerCase());
  return async (url) => {
    const { hostname } = new URL(url);
    const isExcepted = except.some(
      (name) => name !== '' && (name === '*' || `.${hostname}`.endsWith(`.${name.replace(/^\*?\./, '')}`)),
    );
    return proxy === '' || isExcepted
      ? 'DIRECT'
      : `PROXY ${proxy.replace(/^\w+:\/\//, '').replace(/\/$/, '')}`;
  };
}

/**
 * Opens a TCP connection to a target, by the first of its routes that works.
 *
 * @throws the last route's failure; `ProxyFailure` of `sign-in` at once
 */
export async function openRoute(
  target: Target,
  { find, open, limitMs }: { find: FindRoute; open: (to: Target) => Socket; limitMs: number },
): Promise<Socket> {
  const name = target.host.includes(':') ? `[${target.host}]` : target.host;
  const answer = isLoopbackHost(name) ? 'DIRECT' : await find(`https://${name}:${target.port}/`);
  let failure: unknown;
  for (const route of routesIn(answer)) {
    try {
      if (route.kind === 'direct') return await connected(open(target), limitMs);
      return await throughProxy(route, `${name}:${target.port}`, open, limitMs);
    } catch (error) {
      if (error instanceof ProxyFailure && error.reason === 'sign-in') throw error;
      failure = error;
    }
  }
  throw failure;
}

function connected(socket: Socket, limitMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    whenReady({ socket, event: 'connect', limitMs }, (error) =>
      error === null ? resolve(socket) : reject(error),
    );
  });
}

/** RFC 9110, 9.3.6: asks the proxy for a line to the target; TLS is then spoken with the target itself. */
async function throughProxy(
  { host, port, credentials }: Extract<Route, { kind: 'proxy' }>,
  authority: string,
  open: (to: Target) => Socket,
  limitMs: number,
): Promise<Socket> {
  const socket = await connected(open({ host, port }), limitMs).catch(() => {
    throw new ProxyFailure('unreachable');
  });
  const authorization =
    credentials === undefined
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization}\r\n`);
  try {
    const status = await proxyStatus(socket, limitMs);
    if (status === 407) throw new ProxyFailure('sign-in');
    // It is there, and did not reach the other end.
    if (status === 502 || status === 504) throw Object.assign(new Error('gateway'), { code: 'ETIMEDOUT' });
    if (status < 200 || status > 299) throw new ProxyFailure('refused');
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Reads a proxy's answer up to its empty line. */
function proxyStatus(socket: Socket, limitMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const settle = (settled: () => void) => {
      clearTimeout(timer);
      socket.off('data', onData).off('error', onEnd).off('close', onEnd);
      socket.pause();
      settled();
    };
    const onEnd = () => settle(() => reject(new ProxyFailure('unreachable')));
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length < PROXY_REPLY_BYTES) return;
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1'))?.[1] ?? 0);
      const rest = head.subarray(end + 4);
      settle(() => {
        if (end >= 0 && rest.length > 0) socket.unshift(rest);
        if (end < 0 || status === 0) reject(new ProxyFailure('refused'));
        else resolve(status);
      });
    };
    const timer = setTimeout(onEnd, limitMs);
    socket.on('data', onData).once('error', onEnd).once('close', onEnd);
  });
}
