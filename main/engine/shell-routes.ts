import type { EngineToShell, ShellToEngine } from './host-contract.ts';

/** A PAC script runs in the shell: it is not asked again for each connection. */
const KEPT_MS = 5 * 60_000;
/** A script that the network does not deliver must not keep a sync waiting. */
const ANSWER_LIMIT_MS = 5_000;

/** The ways to servers as the system is set to, which only the shell can tell. */
export class ShellRoutes {
  readonly #send: (message: EngineToShell) => void;
  readonly #waiting = new Map<number, (routes: string) => void>();
  readonly #known = new Map<string, { readonly routes: Promise<string>; readonly at: number }>();
  #nextRequestId = 1;

  constructor(send: (message: EngineToShell) => void) {
    this.#send = send;
  }

  /** In a PAC script's words. */
  readonly find = (url: string): Promise<string> => {
    const known = this.#known.get(url);
    if (known !== undefined && performance.now() - known.at < KEPT_MS) return known.routes;
    const routes = this.#ask(url);
    this.#known.set(url, { routes, at: performance.now() });
    return routes;
  };

  /** The shell's answer. */
  receive({ requestId, routes }: Extract<ShellToEngine, { type: 'proxy-found' }>): void {
    this.#waiting.get(requestId)?.(routes);
  }

  /** Another network has other proxies. */
  forget(): void {
    this.#known.clear();
  }

  #ask(url: string): Promise<string> {
    const requestId = this.#nextRequestId++;
    return new Promise((resolve) => {
      const settle = (routes: string) => {
        clearTimeout(timer);
        this.#waiting.delete(requestId);
        resolve(routes);
      };
      const timer = setTimeout(() => settle('DIRECT'), ANSWER_LIMIT_MS);
      this.#waiting.set(requestId, settle);
      this.#send({ type: 'proxy-find', requestId, url });
    });
  }
}
