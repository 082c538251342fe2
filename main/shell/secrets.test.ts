import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Keyring, SecretStore } from './secrets.ts';

const CANARY = 'canary-refresh-token';
let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartable-secrets-'));
  path = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A keyring whose key is a byte. */
function keyring(key: number | null): Keyring {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ (key ?? 0)));
  return {
    isAvailable: () => key !== null,
    encrypt: (secret) => (key === null ? null : Buffer.concat([Buffer.of(key), turn(Buffer.from(secret))])),
    decrypt: (encrypted) => (encrypted[0] === key ? turn(encrypted.subarray(1)).toString() : null),
  };
}

const set = { type: 'secret-set', requestId: 1, key: 'account', value: CANARY } as const;
const get = { type: 'secret-get', requestId: 2, key: 'account' } as const;
const remove = { type: 'secret-delete', requestId: 3, key: 'account' } as const;

test('a secret comes back after a restart, and is not in clear on the disk', () => {
  expect(new SecretStore(path, keyring(42)).answer(set)).toEqual({ value: null, keptIn: 'keyring' });
  expect(readFileSync(path, 'latin1')).not.toContain(CANARY);
  expect(new SecretStore(path, keyring(42)).answer(get)).toEqual({ value: CANARY, keptIn: 'keyring' });
});

test('without a keyring a secret lives as long as the app, and nothing is written', () => {
  const store = new SecretStore(path, keyring(null));
  expect(store.answer(set).keptIn).toBe('memory');
  expect(store.answer(get).value).toBe(CANARY);
  expect(existsSync(path)).toBe(false);
  expect(new SecretStore(path, keyring(null)).answer(get).value).toBeNull();
});

test('a keyring that has changed its key costs a sign-in and no more', () => {
  new SecretStore(path, keyring(42)).answer(set);
  const store = new SecretStore(path, keyring(7));
  expect(store.answer(get).value).toBeNull();
  store.answer(set);
  expect(new SecretStore(path, keyring(7)).answer(get).value).toBe(CANARY);
});

test('a secret that is deleted is deleted everywhere', () => {
  const store = new SecretStore(path, keyring(42));
  store.answer(set);
  store.answer(remove);
  expect(store.answer(get).value).toBeNull();
  expect(readFileSync(path, 'utf8')).toBe('{}');
});
