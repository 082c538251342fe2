import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicKeyOf, signFeed } from '../../build/sign-feed.ts';
import type { Release } from '../../main/shell/updater/signed-feed.ts';

/** How a server of updates misbehaves. */
export interface UpdateFaults {
  /** Changes what is signed. */
  readonly release?: Partial<Release>;
  /** Changes the feed after it was signed. */
  readonly spoil?: (feed: string) => string;
  readonly isSignedByAnother?: boolean;
  /** The first answers to the question for the feed. */
  readonly refusals?: readonly { readonly status: number; readonly retryAfter: string }[];
  /** What comes instead of the file that was signed. */
  readonly file?: 'changed' | 'cut' | 'missing';
}

export interface UpdateServer {
  readonly url: string;
  readonly publicKey: string;
  /** The bytes of the good update. */
  readonly update: Buffer;
  /** What was asked for, with when (ms) and with which headers. */
  readonly asked: {
    readonly path: string;
    readonly at: number;
    readonly headers: IncomingMessage['headers'];
  }[];
  close(): void;
}

/** Large enough to be cut in the middle, small enough to be sent in a moment. */
const UPDATE_BYTES = 3 * 1024 * 1024;
const FILE_NAME = 'Cartable-9.1.0.AppImage';
const DAY_MS = 86_400_000;

/** A feed of updates on loopback, as a release lays it out. */
export async function startUpdateServer(faults: UpdateFaults = {}): Promise<UpdateServer> {
  const keys = [1, 2].map(
    () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  );
  const [ours = '', anothers = ''] = keys;
  const update = Buffer.alloc(UPDATE_BYTES, 'the next Cartable ');
  const release: Release = {
    format: 1,
    channel: 'stable',
    platform: process.platform,
    arch: process.arch,
    version: '9.1.0',
    issuedAt: Date.now(),
    expiresAt: Date.now() + DAY_MS,
    rolloutPercent: 100,
    files: [
      { url: FILE_NAME, sha512: createHash('sha512').update(update).digest('base64'), size: update.length },
    ],
    ...faults.release,
  };
  const signed = signFeed(release, faults.isSignedByAnother === true ? anothers : ours);
  const feed = faults.spoil?.(signed) ?? signed;
  const refusals = [...(faults.refusals ?? [])];
  const asked: UpdateServer['asked'] = [];
  const server = createServer((request, response) => {
    const { url: path = '', headers } = request;
    asked.push({ path, at: Date.now(), headers });
    if (path.endsWith('.json')) {
      const refusal = refusals.shift();
      if (refusal === undefined) response.end(feed);
      else response.writeHead(refusal.status, { 'retry-after': refusal.retryAfter }).end();
    } else sendFile(response, path, update, faults.file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cartable`,
    publicKey: publicKeyOf(ours),
    update,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function sendFile(response: ServerResponse, path: string, update: Buffer, fault: UpdateFaults['file']): void {
  if (!path.endsWith(`/${FILE_NAME}`) || fault === 'missing') {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-length': update.length });
  if (fault === 'cut') response.write(update.subarray(0, update.length / 2), () => response.destroy());
  else if (fault === 'changed') response.end(Buffer.from(update).fill('x', 1000, 1001));
  else response.end(update);
}
