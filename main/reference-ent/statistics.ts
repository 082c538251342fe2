import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EntStore } from './ent-store.ts';

export interface EndpointStatistics {
  requests: number;
  /** Bytes on the socket, headers included. */
  bytesUp: number;
  bytesDown: number;
  /** How often each HTTP status was answered. */
  statuses: Record<number, number>;
}

/** What the server did since it started, and what it holds. */
export interface EntStatistics {
  readonly requests: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly connections: number;
  /** Committed write transactions. */
  readonly transactions: number;
  /** User and system time of the whole process, ms. */
  readonly cpuMs: number;
  /** Resident, of the whole process. */
  readonly memoryBytes: number;
  /** By method and route, e.g. `POST /sync/v1/batches`. */
  readonly endpoints: Readonly<Record<string, EndpointStatistics>>;
  /** Living entities by kind, over all datasets. */
  readonly rows: Readonly<Record<string, number>>;
  readonly blobs: { readonly count: number; readonly bytes: number };
}

/**
 * Counts requests and the bytes of their sockets.
 *
 * A socket serves one request after the other, so what it carried since the last answer belongs to this one; what
 * a connection still carries when it closes (a request that was cut) is counted as `(cut)`.
 */
export class Traffic {
  readonly #endpoints: Record<string, EndpointStatistics> = {};
  readonly #counted = new WeakMap<Socket, { up: number; down: number }>();
  #connections = 0;

  watch(app: FastifyInstance): void {
    (app.server as Server).on('connection', (socket) => {
      this.#connections += 1;
      this.#counted.set(socket, { up: 0, down: 0 });
      socket.once('close', () => {
        if (this.#isBehind(socket)) this.#count('(cut)', socket);
      });
    });
    app.addHook('onResponse', async (request, reply) => {
      const endpoint = this.#count(endpointOf(request), request.raw.socket);
      endpoint.requests += 1;
      endpoint.statuses[reply.statusCode] = (endpoint.statuses[reply.statusCode] ?? 0) + 1;
    });
  }

  read(store: EntStore): EntStatistics {
    const endpoints = Object.entries(this.#endpoints);
    const sum = (pick: (endpoint: EndpointStatistics) => number) =>
      endpoints.reduce((total, [, endpoint]) => total + pick(endpoint), 0);
    const { user, system } = process.cpuUsage();
    return {
      requests: sum((endpoint) => endpoint.requests),
      bytesUp: sum((endpoint) => endpoint.bytesUp),
      bytesDown: sum((endpoint) => endpoint.bytesDown),
      connections: this.#connections,
      transactions: store.transactionCount(),
      cpuMs: Math.round((user + system) / 1000),
      memoryBytes: process.memoryUsage.rss(),
      endpoints: Object.fromEntries(
        endpoints.map(([name, endpoint]) => [name, { ...endpoint, statuses: { ...endpoint.statuses } }]),
      ),
      ...countsOf(store),
    };
  }

  #isBehind(socket: Socket): boolean {
    const counted = this.#counted.get(socket);
    return counted !== undefined && (socket.bytesRead > counted.up || socket.bytesWritten > counted.down);
  }

  #count(name: string, socket: Socket): EndpointStatistics {
    this.#endpoints[name] ??= { requests: 0, bytesUp: 0, bytesDown: 0, statuses: {} };
    const endpoint = this.#endpoints[name];
    const counted = this.#counted.get(socket);
    if (counted !== undefined) {
      endpoint.bytesUp += socket.bytesRead - counted.up;
      endpoint.bytesDown += socket.bytesWritten - counted.down;
      this.#counted.set(socket, { up: socket.bytesRead, down: socket.bytesWritten });
    }
    return endpoint;
  }
}

function endpointOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? '(unknown)'}`;
}

function countsOf(store: EntStore): Pick<EntStatistics, 'rows' | 'blobs'> {
  const rows = store.db
    .prepare('SELECT entity, count(*) AS count FROM record WHERE body IS NOT NULL GROUP BY entity')
    .all() as {
    entity: string;
    count: number;
  }[];
  const blobs = store.db
    .prepare('SELECT count(*) AS count, coalesce(sum(size_bytes), 0) AS bytes FROM blob')
    .get() as {
    count: number;
    bytes: number;
  };
  return { rows: Object.fromEntries(rows.map((row) => [row.entity, row.count])), blobs };
}
