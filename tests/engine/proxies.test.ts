import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { Bandwidth } from '../../main/engine/platform/bandwidth.ts';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { createHttp, type HttpOptions } from '../../main/engine/platform/http.ts';
import { environmentRoute, routesIn } from '../../main/engine/platform/routes.ts';
import { makeCertificate } from '../faults/test-certificate.ts';

const NAME = 'ent.lycee.example';

/** An ENT that answers with TLS under a name that only the proxy knows how to reach. */
async function openEnt(): Promise<{ port: number }> {
  const { key, cert } = makeCertificate({ dnsName: NAME });
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
  const server = createTlsServer({ key, cert }, (request, response) => {
    request.resume();
    response.end('reached');
  });
  return { port: await listen(server) };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that answers CONNECT as told, and connects to a port of this machine whatever the name. */
async function openProxy(targetPort: number, status = '200 Connection established') {
  const asked: string[] = [];
  const server = createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', (head) => {
      asked.push(head.toString('latin1'));
      client.write(`HTTP/1.1 ${status}\r\n\r\n`);
      if (!status.startsWith('200')) return client.end();
      const upstream = connect(targetPort, '127.0.0.1');
      upstream.on('error', () => client.destroy());
      client.pipe(upstream).pipe(client);
      return undefined;
    });
  });
  return { port: await listen(server), asked };
}

async function ask(route: string, options: Partial<HttpOptions> = {}): Promise<string> {
  const http = createHttp({ appVersion: '0.0.0', connectMs: 2000, findRoute: async () => route, ...options });
  onTestFinished(() => http.close());
  const { body } = await http.request({ method: 'GET', url: `https://${NAME}/policy` }, 1000);
  return Buffer.from(body).toString();
}

test('an ENT is reached through the system’s proxy, by its name, and TLS is spoken with the ENT itself', async () => {
  const ent = await openEnt();
  const proxy = await openProxy(ent.port);
  expect(await ask(`PROXY 127.0.0.1:${proxy.port}`)).toBe('reached');
  expect(proxy.asked).toEqual([`CONNECT ${NAME}:443 HTTP/1.1\r\nHost: ${NAME}:443\r\n\r\n`]);
});

test('the second route of a PAC script is taken when the first is down', async () => {
  const ent = await openEnt();
  const proxy = await openProxy(ent.port);
  expect(await ask(`PROXY 127.0.0.1:9; PROXY 127.0.0.1:${proxy.port}`)).toBe('reached');
});

test.each([
  ['wants a password', '407 Proxy Authentication Required', { code: 'network/proxy-sign-in' }],
  [
    'refuses the address',
    '403 Forbidden',
    { code: 'network/proxy-unreachable', params: { reason: 'refused' } },
  ],
  ['does not reach the ENT', '502 Bad Gateway', { code: 'ent/unreachable', params: { reason: 'timeout' } }],
])('a proxy that %s is named', async (_what, status, expected) => {
  const proxy = await openProxy(9, status);
  await expect(ask(`PROXY 127.0.0.1:${proxy.port}`)).rejects.toMatchObject(expected);
});

test('a proxy that is not there, or is no proxy, is named', async () => {
  const nowhere = { code: 'network/proxy-unreachable', params: { reason: 'unreachable' } };
  await expect(ask('PROXY 127.0.0.1:9')).rejects.toMatchObject(nowhere);
  const closer = createServer((client) => client.end());
  await expect(ask(`PROXY 127.0.0.1:${await listen(closer)}`)).rejects.toMatchObject(nowhere);
  const mail = createServer((client) => client.end('220 mail ready\r\n\r\n'));
  await expect(ask(`PROXY 127.0.0.1:${await listen(mail)}`)).rejects.toMatchObject({
    code: 'network/proxy-unreachable',
  });
});

test('this very machine is never reached through a proxy', async () => {
  const { key, cert } = makeCertificate();
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
  const server = createTlsServer({ key, cert }, (_request, response) => response.end('here'));
  const http = createHttp({ appVersion: '0.0.0', findRoute: async () => 'PROXY 127.0.0.1:9' });
  onTestFinished(() => http.close());
  const url = `https://127.0.0.1:${await listen(server)}/`;
  expect((await http.request({ method: 'GET', url }, 1000)).status).toBe(200);
});

test('PAC answers are read in their order, what is not spoken here left out', () => {
  expect(routesIn('PROXY a.fr:3128; SOCKS b:1080 ;direct')).toEqual([
    { kind: 'proxy', host: 'a.fr', port: 3128 },
    { kind: 'direct' },
  ]);
  expect(routesIn('PROXY [2001:db8::1]:8080')).toEqual([{ kind: 'proxy', host: '2001:db8::1', port: 8080 }]);
  expect(routesIn('nonsense')).toEqual([{ kind: 'direct' }]);
});

test('without a shell the environment’s proxy is used, with its exceptions and its password', async () => {
  const find = environmentRoute({
    HTTPS_PROXY: 'http://u:p%40@proxy:3128/',
    NO_PROXY: '.intra.fr, localhost',
  });
  expect(routesIn(await find('https://ent.fr/'))).toEqual([
    { kind: 'proxy', host: 'proxy', port: 3128, credentials: 'u:p@' },
  ]);
  expect(await find('https://ent.intra.fr/')).toBe('DIRECT');
  expect(await environmentRoute({})('https://ent.fr/')).toBe('DIRECT');
});

test('a limit holds a real body back, and it arrives whole', async () => {
  const sent = Buffer.alloc(60_000, 7);
  const received: Buffer[] = [];
  const { createServer: createHttpServer } = await import('node:http');
  const server = createHttpServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk));
    request.on('end', () => response.end(sent));
  });
  const slept: number[] = [];
  const clock = {
    ...systemClock,
    sleep: (ms: number, signal?: AbortSignal) => {
      slept.push(ms);
      return systemClock.sleep(ms, signal);
    },
  };
  const bandwidth = new Bandwidth(() => 2_000_000, clock);
  const http = createHttp({ appVersion: '0.0.0', bandwidth });
  onTestFinished(() => http.close());
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const reply = await http.request({ method: 'PUT', url, body: sent }, 100_000);
  expect(Buffer.concat(received).equals(sent)).toBe(true);
  expect(Buffer.from(reply.body).equals(sent)).toBe(true);
  // 120 kB at 250 kB/s, less the burst.
  expect(slept.length).toBeGreaterThan(0);
  expect(slept.length).toBeLessThan(20);
});
