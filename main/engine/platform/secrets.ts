/** Where secrets are kept: the system's keyring, behind the shell. Never a file of ours. */
export interface Secrets {
  get(key: string): Promise<string | null>;
  /** Tells where the secret went: `memory` means that it is forgotten at exit. */
  set(key: string, secret: string): Promise<'keyring' | 'memory'>;
  delete(key: string): Promise<void>;
  /** Where `set` would keep a secret. */
  keptIn(): 'keyring' | 'memory';
}

/** Secrets for the time that the process lives: the command line, the tests, a system without a keyring. */
export function memorySecrets(): Secrets {
  const secrets = new Map<string, string>();
  return {
    get: async (key) => secrets.get(key) ?? null,
    set: async (key, secret) => {
      secrets.set(key, secret);
      return 'memory';
    },
    delete: async (key) => {
      secrets.delete(key);
    },
    keptIn: () => 'memory',
  };
}
