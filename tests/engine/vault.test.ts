import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { systemRandom } from '../../main/engine/platform/random.ts';
import { type StoredBlob, Vault } from '../../main/engine/vault/vault.ts';
import { temporaryFolder } from './synced-class.ts';

const sha256 = (bytes: string) => createHash('sha256').update(bytes).digest('hex');

async function openVault(): Promise<Vault> {
  return new Vault(join(await temporaryFolder(), 'vault'), systemRandom(systemClock));
}

async function add(vault: Vault, bytes: string): Promise<StoredBlob> {
  const writer = vault.startBlob();
  await writer.write(Buffer.from(bytes));
  return writer.commit();
}

test('a document is kept under the hash of its bytes, once however often it comes', async () => {
  const vault = await openVault();
  const [first, second] = [await add(vault, 'un devoir'), await add(vault, 'un devoir')];
  expect(first).toEqual({ sha256: sha256('un devoir'), sizeBytes: 9 });
  expect(second).toEqual(first);
  expect(readFileSync(vault.pathOf(first.sha256), 'utf8')).toBe('un devoir');
  expect(readdirSync(join(vault.directory, 'incoming'))).toEqual([]);
});

test('bytes that are not those of their name never enter', async () => {
  const vault = await openVault();
  const writer = vault.startBlob();
  await writer.write(Buffer.from('autre chose'));
  await expect(writer.commit(sha256('un devoir'))).rejects.toMatchObject({ code: 'vault/blob-corrupt' });
  expect(vault.has(sha256('un devoir'))).toBe(false);
  expect(readdirSync(join(vault.directory, 'incoming'))).toEqual([]);
});

test('what an interrupted run left half-written is swept away at the next start', async () => {
  const vault = await openVault();
  const writer = vault.startBlob();
  await writer.write(Buffer.from('la moitié'));
  await vault.sweepIncoming();
  expect(readdirSync(join(vault.directory, 'incoming'))).toEqual([]);
  await writer.abandon();
});

test('a name that is no hash leads nowhere', async () => {
  const vault = await openVault();
  for (const name of ['', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`]) {
    expect(() => vault.pathOf(name), name).toThrowError(
      expect.objectContaining({ code: 'vault/blob-missing' }),
    );
  }
});

test('a document that has changed on disk is found out', async () => {
  const vault = await openVault();
  const blob = await add(vault, 'un devoir');
  expect(await vault.isIntact(blob.sha256)).toBe(true);
  writeFileSync(vault.pathOf(blob.sha256), 'un d3voir');
  expect(await vault.isIntact(blob.sha256)).toBe(false);
});

test('a damaged document gives way to the same one, brought in again', async () => {
  const vault = await openVault();
  const blob = await add(vault, 'un devoir');
  writeFileSync(vault.pathOf(blob.sha256), 'un d');
  expect(await add(vault, 'un devoir')).toEqual(blob);
  expect(readFileSync(vault.pathOf(blob.sha256), 'utf8')).toBe('un devoir');
});
