import type { Socket } from 'node:net';

/** `up`: from the client to the server. */
export type Direction = 'up' | 'down';

/**
 * What goes wrong on a connection. `afterBytes` counts the bytes of its direction that still pass.
 *
 * - `reset`: both ends get a TCP reset. With `down` and 0 the server has done its work and the client never knows.
 * - `cut`: both ends see the connection closed in good order, in the middle of a message.
 * - `stall`: that direction passes nothing any more, and the connection stays open.
 * - `slow`: both directions pass that much in a second.
 * - `silent`: accepted, and nothing else: half-open.
 * - `says`: whatever is asked, these bytes are the answer, and the server is never reached (a captive portal).
 * - `half-closed`: the server gets the request, and the client sees the line closed, though it is still listened to.
 * - `garbled`: bytes that belong to nothing come in the place of the answer, below TLS where there is TLS.
 * - `length`: the answer announces that many bytes more than it has, or fewer.
 * - `answered-twice`: the answer comes, and comes again. `answered-before`: the previous answer comes in its place.
 * - `asked-twice`: the server gets the request on two connections at once; the client sees the first one's answer.
 */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'reset' | 'cut' | 'stall'; readonly direction: Direction; readonly afterBytes: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'says'; readonly bytes: Uint8Array | string }
  | { readonly kind: 'half-closed' | 'garbled' | 'answered-twice' | 'answered-before' | 'asked-twice' }
  | { readonly kind: 'length'; readonly moreBytes: number };

interface Ends {
  readonly client: Socket;
  /** Below the client's TLS, if it speaks any. */
  readonly wire: Socket;
  readonly openServer: () => Socket;
  /** Told of each request's first line; what it returns is that request's fault, from its first byte on. */
  readonly judge: (firstLine: string) => Fault | null;
  onStrike(): void;
}

/** One connection through the proxy. The server is only connected to when something is passed on to it. */
export class FaultyLine {
  readonly #ends: Ends;
  #server: Socket | null = null;
  /** The server a second time, for what it is asked twice. */
  #double: Socket | null = null;
  #fault: Fault;
  #passedBytes: Record<Direction, number> = { up: 0, down: 0 };
  #isBroken = false;
  #isAsking = false;
  /** Somebody aims at requests: answers are looked at, which is too dear for a class of documents. */
  #isJudged = false;
  readonly #exchange = new Exchange();

  constructor(ends: Ends, fault: Fault) {
    this.#ends = ends;
    this.#fault = fault;
    ends.client.on('data', (chunk: Buffer) => this.#fromClient(chunk));
    ends.client.once('end', () => this.#server?.end());
  }

  turn(fault: Fault): void {
    this.#fault = fault;
    this.#passedBytes = { up: 0, down: 0 };
  }

  end(): void {
    this.#server?.destroy();
    this.#double?.destroy();
  }

  #fromClient(chunk: Buffer): void {
    if (!this.#isAsking) this.#begin(chunk);
    const { client, wire } = this.#ends;
    const fault = this.#fault;
    if (fault.kind === 'silent') return;
    if (fault.kind === 'says') {
      client.end(this.#exchange.isHead ? headOf(fault.bytes) : fault.bytes);
      return;
    }
    if (fault.kind === 'garbled') {
      wire.write(GARBAGE);
      return;
    }
    this.#server ??= this.#connectServer();
    if (fault.kind === 'asked-twice') {
      this.#double ??= this.#ends.openServer().on('error', () => undefined);
      this.#double.resume().write(chunk);
    }
    this.#pass('up', chunk, client, this.#server);
    if (fault.kind === 'half-closed') client.end();
  }

  /** The client speaks first again after it has been answered: a request begins. */
  #begin(chunk: Buffer): void {
    this.#isAsking = true;
    const firstLine = chunk.toString('latin1', 0, Math.max(0, chunk.indexOf('\r\n')));
    const fault = this.#ends.judge(firstLine);
    this.#isJudged = fault !== null;
    if (fault === null) return;
    this.#exchange.begin(firstLine);
    this.turn(fault);
  }

  #connectServer(): Socket {
    const server = this.#ends.openServer();
    server.on('error', () => undefined);
    server.on('data', (chunk: Buffer) => this.#fromServer(chunk, server));
    server.once('close', () => {
      if (!this.#isStalled('down')) this.#ends.client.destroySoon();
    });
    return server;
  }

  #fromServer(chunk: Buffer, server: Socket): void {
    const { client } = this.#ends;
    const fault = this.#fault;
    this.#isAsking = false;
    const whole = this.#isJudged ? this.#exchange.answer(chunk) : null;
    switch (fault.kind) {
      case 'silent':
      case 'half-closed':
        return;
      case 'length':
        if (whole === null) return;
        client.write(withOtherLength(whole, fault.moreBytes));
        // More will never come; what is left over lies on the line.
        if (fault.moreBytes > 0) client.end();
        return;
      case 'answered-twice':
        if (whole !== null) client.write(Buffer.concat([whole, whole]));
        return;
      case 'answered-before':
        if (whole !== null) client.write(this.#exchange.previous);
        return;
      default:
        this.#pass('down', chunk, server, client);
    }
  }

  #isStalled(direction: Direction): boolean {
    const fault = this.#fault;
    return (
      fault.kind === 'silent' ||
      (fault.kind === 'stall' &&
        fault.direction === direction &&
        this.#passedBytes[direction] > fault.afterBytes)
    );
  }

  #pass(direction: Direction, chunk: Buffer, from: Socket, to: Socket): void {
    if (this.#isBroken) return;
    const fault = this.#fault;
    const before = this.#passedBytes[direction];
    this.#passedBytes[direction] += chunk.length;
    if (!('direction' in fault) || fault.direction !== direction) {
      forward(chunk, from, to, fault);
      return;
    }
    const passing = chunk.subarray(0, Math.max(0, fault.afterBytes - before));
    if (passing.length > 0) forward(passing, from, to, fault);
    if (passing.length < chunk.length && fault.kind !== 'stall') this.#strike(fault.kind);
  }

  #strike(kind: 'reset' | 'cut'): void {
    const { client, wire, onStrike } = this.#ends;
    onStrike();
    this.#isBroken = true;
    // Nothing crosses a broken line: what the client still has in its system's buffers is lost there.
    client.pause();
    // In good order: what has passed arrives first, on either side.
    if (kind === 'cut') {
      this.#server?.destroySoon();
      client.destroySoon();
      return;
    }
    this.#server?.destroy();
    afterReading(() => (wire.destroyed ? undefined : wire.resetAndDestroy()));
  }
}

const GARBAGE = '220 mail.lycee.example ESMTP\r\n';

/** A reply as it comes in, and the one before it. */
class Exchange {
  #method = '';
  #reply: Buffer = Buffer.alloc(0);
  previous: Buffer = Buffer.alloc(0);

  begin(firstLine: string): void {
    this.previous = this.#reply;
    this.#method = firstLine.split(' ')[0] ?? '';
    this.#reply = Buffer.alloc(0);
  }

  get isHead(): boolean {
    return this.#method === 'HEAD';
  }

  /** The reply once it is whole, as far as its head announces its length; else null. */
  answer(chunk: Buffer): Buffer | null {
    this.#reply = Buffer.concat([this.#reply, chunk]);
    const headBytes = this.#reply.indexOf('\r\n\r\n') + 4;
    if (headBytes < 4) return null;
    const announced = LENGTH.exec(this.#reply.toString('latin1', 0, headBytes))?.[1];
    const bodyBytes = this.isHead ? 0 : Number(announced ?? 0);
    return this.#reply.length >= headBytes + bodyBytes ? this.#reply : null;
  }
}

/** All that an HTTP reply to a HEAD is; other bytes stay as they are. */
function headOf(bytes: Uint8Array | string): Buffer {
  const reply = Buffer.from(bytes);
  const headEnd = reply.indexOf('\r\n\r\n');
  return headEnd < 0 ? reply : reply.subarray(0, headEnd + 4);
}

const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Without a length of its own, an answer that has no body is given one. */
function withOtherLength(reply: Buffer, moreBytes: number): Buffer {
  const headEnd = reply.indexOf('\r\n\r\n');
  const head = reply.toString('latin1', 0, headEnd);
  const changed = LENGTH.test(head)
    ? head.replace(LENGTH, (_all, bytes) => `\r\ncontent-length: ${Math.max(0, Number(bytes) + moreBytes)}`)
    : `${head}\r\ncontent-length: ${Math.max(0, moreBytes)}`;
  return Buffer.concat([Buffer.from(changed, 'latin1'), reply.subarray(headEnd)]);
}

/** A reset overtakes what has passed: the client's turn to read it, in this very process, comes first. */
function afterReading(act: () => void): void {
  setTimeout(() => setImmediate(() => setImmediate(act)), 5);
}

function forward(chunk: Buffer, from: Socket, to: Socket, fault: Fault): void {
  if (fault.kind === 'slow') trickle(chunk, from, to, fault.bytesPerSecond);
  else if (!to.write(chunk)) {
    from.pause();
    to.once('drain', () => from.resume());
  }
}

/** Passes a chunk on in twenty steps a second, and reads no further meanwhile. */
function trickle(chunk: Buffer, from: Socket, to: Socket, bytesPerSecond: number): void {
  const stepBytes = Math.max(1, Math.round(bytesPerSecond / 20));
  from.pause();
  let at = 0;
  const timer = setInterval(() => {
    if (!to.destroyed) to.write(chunk.subarray(at, at + stepBytes));
    at += stepBytes;
    if (at < chunk.length && !to.destroyed) return;
    clearInterval(timer);
    from.resume();
  }, 50);
}
