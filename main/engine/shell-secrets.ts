import type { EngineToShell, ShellToEngine } from './host-contract.ts';
import type { Secrets } from './platform/secrets.ts';

/** Secrets in the system's keyring, which only the shell can reach. */
export class ShellSecrets implements Secrets {
  readonly #send: (message: EngineToShell) => void;
  readonly #keptIn: 'keyring' | 'memory';
  readonly #waiting = new Map<number, (value: string | null) => void>();
  #nextRequestId = 1;

  constructor(send: (message: EngineToShell) => void, keptIn: 'keyring' | 'memory') {
    this.#send = send;
    this.#keptIn = keptIn;
  }

  get(key: string): Promise<string | null> {
    return this.#ask((requestId) => ({ type: 'secret-get', requestId, key }));
  }

  async set(key: string, secret: string): Promise<'keyring' | 'memory'> {
    await this.#ask((requestId) => ({ type: 'secret-set', requestId, key, value: secret }));
    return this.#keptIn;
  }

  async delete(key: string): Promise<void> {
    await this.#ask((requestId) => ({ type: 'secret-delete', requestId, key }));
  }

  keptIn(): 'keyring' | 'memory' {
    return this.#keptIn;
  }

  /** The shell's answer. */
  receive(message: Extract<ShellToEngine, { type: 'secret-value' }>): void {
    this.#waiting.get(message.requestId)?.(message.value);
    this.#waiting.delete(message.requestId);
  }

  #ask(request: (requestId: number) => EngineToShell): Promise<string | null> {
    const requestId = this.#nextRequestId++;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      this.#send(request(requestId));
    });
  }
}
