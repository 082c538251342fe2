import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { moodleException } from './external/moodle-error.ts';
import { type Fault, Faults, replyInstead, withDeath } from './faults.ts';
import { NotPlayed } from './functions/registry.ts';
import { ajaxError } from './http/ajax-error.ts';
import { type Exchange, htmlPage, printed, type Reply, readInput, textParam } from './http/exchange.ts';
import { Browsers } from './http/launch.ts';
import { answerNologin } from './http/nologin.ts';
import { answerPluginfile } from './http/pluginfile.ts';
import { answerRest } from './http/rest.ts';
import { answerToken } from './http/token.ts';
import { answerUpload } from './http/upload.ts';
import { PhpArray } from './php/php-array.ts';
import { PhpDeath } from './site/grading.ts';
import type { Site } from './site/site.ts';
import { Traffic } from './traffic.ts';

type Script = (exchange: Exchange) => Reply;

/** A site behind an HTTP server on loopback, perhaps below a path. */
export class MoodleServer {
  readonly traffic = new Traffic();
  readonly faults = new Faults();
  readonly #site: Site;
  readonly #path: string;
  readonly #scripts: Readonly<Record<string, Script>>;
  readonly #http: Server;
  readonly #isDated: boolean;

  /** @param path of the site below its host: `/moodle`, or nothing */
  constructor(site: Site, path: string, isDated = false) {
    const browsers = new Browsers(site);
    this.#isDated = isDated;
    this.#site = site;
    this.#path = path;
    this.#scripts = {
      '/login/token.php': (exchange) => answerToken(site, exchange),
      '/webservice/rest/server.php': (exchange) => answerRest(site, exchange),
      '/webservice/upload.php': (exchange) => answerUpload(site, exchange),
      '/webservice/pluginfile.php': (exchange) => answerPluginfile(site, exchange),
      '/lib/ajax/service-nologin.php': (exchange) => answerNologin(site, exchange),
      '/admin/tool/mobile/launch.php': (exchange) => browsers.launch(exchange),
      '/auth/oauth2/login.php': (exchange) => browsers.oauth(exchange),
      '/login/index.php': (exchange) => browsers.login(exchange),
      '/cas/login': (exchange) => browsers.cas(exchange),
      '/login/change_password.php': () => htmlPage(200, 'Change password', ''),
      '/user/policy.php': () => htmlPage(200, 'Policy agreement', ''),
    };
    this.#http = createServer((request, response) => void this.#answer(request, response));
    this.traffic.watch(this.#http);
  }

  async listen(port: number): Promise<void> {
    this.#http.listen(port, '127.0.0.1');
    await once(this.#http, 'listening');
    const { port: chosen } = this.#http.address() as AddressInfo;
    this.#site.wwwroot = `http://127.0.0.1:${chosen}${this.#path}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.traffic.begin();
    // A request that breaks forgets its socket.
    const { socket } = request;
    try {
      const url = new URL(request.url ?? '/', this.#site.wwwroot);
      const script = this.#scriptOf(url.pathname);
      const early = this.faults.take([script], 'before');
      const body = await readBody(request, early?.kind === 'reset-request' ? early.atByte : null);
      if (body === null) return;
      const exchange: Exchange = {
        method: request.method ?? 'GET',
        url,
        headers: request.headers,
        body,
      };
      const functions = functionsOf(exchange, this.#site);
      this.traffic.requests.push({ method: exchange.method, script, functions, bodyBytes: body.byteLength });
      const limited = this.faults.takeLimit(performance.now());
      if (this.#isDated) response.setHeader('Date', new Date(this.#site.now() * 1000).toUTCString());
      const fault = limited ?? this.faults.take([script, ...functions], 'after');
      await send(response, this.#reply(script, exchange, fault), fault);
    } catch {
      // The client went away, or was made to: there is nobody to answer.
      socket.destroy();
    } finally {
      this.traffic.end();
    }
  }

  #scriptOf(pathname: string): string {
    if (!pathname.startsWith(`${this.#path}/`)) return pathname;
    const below = pathname.slice(this.#path.length);
    return /^\/webservice\/pluginfile\.php(?=\/|$)/.exec(below)?.[0] ?? below;
  }

  #reply(script: string, exchange: Exchange, fault: Fault | null): Reply {
    const instead = replyInstead(fault);
    if (instead !== null) return instead;
    if (fault?.kind === 'upload-error') {
      return ajaxError(this.#site, moodleException(fault.errorcode, 'The file could not be uploaded'));
    }
    const run = this.#scripts[script];
    if (run === undefined || !exchange.url.pathname.startsWith(`${this.#path}/`)) {
      return htmlPage(404, '404 Not Found', '<h1>Not Found</h1>');
    }
    try {
      return withDeath(this.#site.config, fault, () => run(exchange));
    } catch (error) {
      if (error instanceof PhpDeath) return printed(500, 'text/html; charset=utf-8', '');
      // A bug, or a function that is not played: said aloud, in no way that a Moodle would.
      const told = error instanceof NotPlayed ? error.message : String((error as Error).stack);
      return printed(501, 'text/plain; charset=utf-8', told);
    }
  }
}

/** Null: the connection was broken on the way. */
async function readBody(request: IncomingMessage, resetAtByte: number | null): Promise<Buffer | null> {
  const { socket } = request;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    sizeBytes += chunk.byteLength;
    if (resetAtByte !== null && sizeBytes >= resetAtByte) {
      socket.resetAndDestroy();
      return null;
    }
  }
  return Buffer.concat(chunks);
}

/** Names of the functions that a request calls. */
function functionsOf(exchange: Exchange, { config }: Site): readonly string[] {
  if (!exchange.url.pathname.endsWith('/webservice/rest/server.php')) return [];
  const { form } = readInput(exchange, config);
  const name = textParam(form, 'wsfunction');
  const requests = form.get('requests');
  const inner = requests instanceof PhpArray ? [...requests.values()] : [];
  const names = inner.map((request) => (request instanceof PhpArray ? textParam(request, 'function') : null));
  return [name, ...names].filter((one) => one !== null);
}

async function send(response: ServerResponse, reply: Reply, fault: Fault | null): Promise<void> {
  if (fault?.kind === 'slow') await delay(fault.delayMs);
  if (fault?.kind === 'reset' && fault.atByte === 0) {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = fault?.kind === 'truncated' ? reply.body.subarray(0, fault.afterBytes) : reply.body;
  const headers = { ...reply.headers };
  if (fault?.kind === 'truncated') delete headers['Content-Length'];
  else if (!reply.isChunked) headers['Content-Length'] ??= String(body.byteLength);
  response.writeHead(reply.status, headers);
  if (fault?.kind === 'reset') {
    response.write(body.subarray(0, fault.atByte), () => response.socket?.resetAndDestroy());
    return;
  }
  const step = fault?.kind === 'slow' ? (fault.bytesPerTurn ?? body.byteLength) : body.byteLength;
  for (let at = 0; at < body.byteLength && !response.destroyed; at += step) {
    if (at > 0) await delay(fault?.kind === 'slow' ? (fault.turnMs ?? 10) : 0);
    response.write(body.subarray(at, at + step));
  }
  response.end();
}
