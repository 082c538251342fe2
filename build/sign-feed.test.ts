import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openFeed } from '../main/shell/updater/signed-feed.ts';
import { publicKeyOf, signFolder } from './sign-feed.ts';

test('what is signed here is what the shell opens, for each kind of computer that has an installer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cartable-feed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const privateKey = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;
  const sha512 = `${'A'.repeat(86)}==`;
  writeFileSync(
    join(folder, 'described-linux-x64.yml'),
    `version: 1.2.0\nfiles:\n  - url: Cartable-1.2.0.AppImage\n    sha512: ${sha512}\n    size: 5\n    blockMapSize: 2\npath: Cartable-1.2.0.AppImage\n`,
  );
  const settings = { channel: 'slow', rolloutPercent: 25, now: 1000, privateKey };
  expect(signFolder(folder, settings)).toEqual(['cartable-slow-linux-x64.json']);
  const opened = openFeed(readFileSync(join(folder, 'cartable-slow-linux-x64.json'), 'utf8'), {
    feedUrl: 'https://mirror.example/cartable',
    publicKey: publicKeyOf(privateKey),
    channel: 'slow',
    platform: 'linux',
    arch: 'x64',
    now: 2000,
    lastIssuedAt: 0,
    highestVersion: '1.0.0',
  });
  expect(opened).toMatchObject({
    version: '1.2.0',
    rolloutPercent: 25,
    files: [{ url: 'Cartable-1.2.0.AppImage', sha512, size: 5, blockMapSize: 2 }],
  });
});
