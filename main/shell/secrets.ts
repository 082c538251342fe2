import { safeStorage } from 'electron';
import { z } from 'zod';
import type { EngineToShell } from '../engine/host-contract.ts';
import { readJson, writeJson } from './json-file.ts';

type SecretRequest = Extract<EngineToShell, { type: 'secret-get' | 'secret-set' | 'secret-delete' }>;

const secretsFile = z.record(z.string(), z.string());

/**
 * The sessions' secrets: encrypted by the system's keyring, or in memory for the time that the app is open.
 *
 * Never in clear on disk. Linux without a keyring would encrypt with a fixed key ("basic_text"): that is refused too.
 */
export class ShellSecretStore {
  readonly #path: string;
  readonly #memory = new Map<string, string>();
  readonly keptIn: 'keyring' | 'memory';

  constructor(path: string) {
    this.#path = path;
    this.keptIn = hasKeyring() ? 'keyring' : 'memory';
  }

  /** Answers one request of the engine's. A disk or keyring that fails costs a sign-in, not the app. */
  async answer(request: SecretRequest): Promise<string | null> {
    const { key } = request;
    if (request.type === 'secret-get') return this.#memory.get(key) ?? this.#read(key);
    if (request.type === 'secret-set') {
      this.#memory.set(key, request.value);
      if (this.keptIn === 'keyring')
        this.#write(key, safeStorage.encryptString(request.value).toString('base64'));
    } else {
      this.#memory.delete(key);
      this.#write(key, null);
    }
    return null;
  }

  #read(key: string): string | null {
    const stored = readJson(this.#path, secretsFile, {})[key];
    if (stored === undefined || this.keptIn === 'memory') return null;
    try {
      return safeStorage.decryptString(Buffer.from(stored, 'base64'));
    } catch {
      return null;
    }
  }

  #write(key: string, encrypted: string | null): void {
    const { [key]: known, ...others } = readJson(this.#path, secretsFile, {});
    if (encrypted === null && known === undefined) return;
    try {
      writeJson(this.#path, encrypted === null ? others : { ...others, [key]: encrypted });
    } catch {
      // A full disk: the secret stays in memory.
    }
  }
}

function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  // Missing in old runtimes, where an available encryption is a real keyring.
  return safeStorage.getSelectedStorageBackend?.() !== 'basic_text';
}
