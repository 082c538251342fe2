import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

// A server that does nothing but stream files, in a process of its own as the reference server is:
// `plain-server.ts <directory>`. GET reads a file, PUT writes one; with `?flush` it is flushed before the answer.
const [directory = ''] = process.argv.slice(2);
const server = createServer((request, reply) => {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const path = join(directory, pathname.slice(1));
  if (request.method === 'GET') {
    reply.writeHead(200, { 'content-length': statSync(path).size });
    createReadStream(path).pipe(reply);
    return;
  }
  void pipeline(request, createWriteStream(path, { flush: search === '?flush' })).then(() => reply.end());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
