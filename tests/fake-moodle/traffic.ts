import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** One request, as it was understood. */
export interface SeenRequest {
  readonly method: string;
  /** The script, from the site's root on: `/webservice/rest/server.php`. */
  readonly script: string;
  /** Functions that it called, those within `tool_mobile_call_external_functions` too. */
  readonly functions: readonly string[];
  /** Bytes of its body. */
  readonly bodyBytes: number;
}

/** Counts what clients cost. Bytes are those of the connections, heads included. */
export class Traffic {
  readonly requests: SeenRequest[] = [];
  /** Connections opened so far, and the most that were open at once. */
  connections = 0;
  mostConnections = 0;
  /** The most requests that were under way at once. */
  mostAtOnce = 0;
  readonly #open = new Set<Socket>();
  #underWay = 0;
  #closedUp = 0;
  #closedDown = 0;

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.#open.add(socket);
      this.mostConnections = Math.max(this.mostConnections, this.#open.size);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.#closedUp += socket.bytesRead;
        this.#closedDown += socket.bytesWritten;
      });
    });
  }

  begin(): void {
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
  }

  end(): void {
    this.#underWay -= 1;
  }

  get bytesUp(): number {
    return [...this.#open].reduce((sum, socket) => sum + socket.bytesRead, this.#closedUp);
  }

  get bytesDown(): number {
    return [...this.#open].reduce((sum, socket) => sum + socket.bytesWritten, this.#closedDown);
  }

  /** How often a script or a function was asked for. */
  countOf(name: string): number {
    return this.requests.filter(({ script, functions }) => script === name || functions.includes(name))
      .length;
  }

  /** Forgets the requests and the records so far; bytes and connections go on. */
  reset(): void {
    this.requests.length = 0;
    this.mostAtOnce = this.#underWay;
    this.mostConnections = this.#open.size;
  }
}
