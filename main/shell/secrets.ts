import * as z from 'zod';
import type { SecretPlace } from '../engine/host-contract.ts';
import type { SecretRequest } from './engine-host/supervisor.ts';
import { readJson, writeJson } from './json-file.ts';

/** The system's keyring: Electron's safeStorage, or a test's own. */
export interface Keyring {
  /** Encrypts with a key that only this user's session can reach; null if there is no such key. */
  encrypt(secret: string): Buffer | null;
  /** Null when the key has changed, or is out of reach. */
  decrypt(encrypted: Buffer): string | null;
  isAvailable(): boolean;
}

const secretsFile = z.record(z.string(), z.string());

/** The value asked for (null if there is none), and where secrets are now. */
export interface SecretAnswer {
  readonly value: string | null;
  readonly keptIn: SecretPlace;
}

/**
 * The sessions' secrets: in a file, encrypted by the system's keyring, or in memory for the time that the app is open.
 *
 * Never in clear on the disk.
 */
export class SecretStore {
  readonly #path: string;
  readonly #keyring: Keyring;
  readonly #memory = new Map<string, string>();
  readonly keptIn: SecretPlace;

  constructor(path: string, keyring: Keyring) {
    this.#path = path;
    this.#keyring = keyring;
    this.keptIn = keyring.isAvailable() ? 'keyring' : 'memory';
  }

  /** Answers a request of the engine's. A disk or a keyring that fails costs a sign-in at the next start, no more. */
  answer(request: SecretRequest): SecretAnswer {
    switch (request.type) {
      case 'secret-get':
        return { value: this.#get(request.key), keptIn: this.keptIn };
      case 'secret-set':
        return { value: null, keptIn: this.#set(request.key, request.value) };
      case 'secret-delete':
        this.#delete(request.key);
        return { value: null, keptIn: this.keptIn };
    }
  }

  #get(key: string): string | null {
    const inMemory = this.#memory.get(key);
    const stored = this.#stored()[key];
    if (inMemory !== undefined || stored === undefined || this.keptIn === 'memory') return inMemory ?? null;
    return this.#keyring.decrypt(Buffer.from(stored, 'base64'));
  }

  #set(key: string, secret: string): SecretPlace {
    this.#memory.set(key, secret);
    const encrypted = this.keptIn === 'keyring' ? this.#keyring.encrypt(secret) : null;
    if (encrypted === null) return 'memory';
    return this.#write({ ...this.#stored(), [key]: encrypted.toString('base64') }) ? 'keyring' : 'memory';
  }

  #delete(key: string): void {
    this.#memory.delete(key);
    const { [key]: stored, ...others } = this.#stored();
    if (stored !== undefined) this.#write(others);
  }

  #stored(): Record<string, string> {
    return readJson(this.#path, secretsFile, {});
  }

  #write(stored: Record<string, string>): boolean {
    try {
      writeJson(this.#path, stored);
      return true;
    } catch {
      return false;
    }
  }
}
