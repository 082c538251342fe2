import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { compareVersions, type FeedExpectation, openFeed, type Release } from './signed-feed.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28);

const RELEASE: Release = {
  format: 1,
  channel: 'stable',
  platform: 'linux',
  arch: 'x64',
  version: '1.1.0',
  issuedAt: NOW - DAY,
  expiresAt: NOW + DAY,
  rolloutPercent: 100,
  files: [{ url: 'Cartable-1.1.0.AppImage', sha512: `${'A'.repeat(86)}==`, size: 5 }],
};

const EXPECTED: FeedExpectation = {
  feedUrl: 'https://mirror.example/cartable',
  publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64'),
  channel: 'stable',
  platform: 'linux',
  arch: 'x64',
  now: NOW,
  lastIssuedAt: NOW - 2 * DAY,
  highestVersion: '1.0.0',
};

function feed(change: Partial<Release> = {}, key = privateKey): string {
  const signed = JSON.stringify({ ...RELEASE, ...change });
  return JSON.stringify({ signed, signature: sign(null, Buffer.from(signed), key).toString('base64') });
}

const reasonOf = (text: string, expected: Partial<FeedExpectation> = {}) => {
  try {
    openFeed(text, { ...EXPECTED, ...expected });
    return 'accepted';
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

test('a feed that is signed, for us, of today and newer is opened', () => {
  expect(openFeed(feed(), EXPECTED)).toEqual(RELEASE);
});

describe('a feed is refused', () => {
  test.each<[string, string, Partial<FeedExpectation>, string]>([
    ['when another key signed it', feed({}, other.privateKey), {}, 'wrong-signature'],
    ['when a byte was changed', feed().replace('1.1.0', '1.9.0'), {}, 'wrong-signature'],
    [
      'when it is not signed',
      JSON.stringify({ signed: JSON.stringify(RELEASE), signature: '' }),
      {},
      'wrong-signature',
    ],
    ['when it is cut', feed().slice(0, 100), {}, 'wrong-shape'],
    ['when it is a web page', '<!doctype html>', {}, 'wrong-shape'],
    ['when its version is no version', feed({ version: '../1' }), {}, 'wrong-shape'],
    ['when it names no file', feed({ files: [] }), {}, 'wrong-shape'],
    ['when it is another channel’s', feed({ channel: 'slow' }), {}, 'other-target'],
    ['when it is another system’s', feed({ platform: 'win32' }), {}, 'other-target'],
    ['when its time is over', feed({ expiresAt: NOW }), {}, 'expired'],
    ['when it is older than one that was seen', feed(), { lastIssuedAt: NOW }, 'older'],
    ['when its version is lower than one that was seen', feed(), { highestVersion: '1.2.0' }, 'older'],
    [
      'when a file lies outside',
      feed({ files: [{ ...(RELEASE.files[0] as Release['files'][0]), url: '../other/Cartable.AppImage' }] }),
      {},
      'files-outside',
    ],
  ])('%s', (_when, text, expected, reason) => {
    expect(reasonOf(text, expected)).toBe(reason);
  });
});

test('the same feed again, and a version that runs already, are no fault', () => {
  expect(reasonOf(feed(), { lastIssuedAt: RELEASE.issuedAt, highestVersion: '1.1.0' })).toBe('accepted');
});

test('versions are compared by their numbers', () => {
  const order = (a: string, b: string) => Math.sign(compareVersions(a, b));
  expect([order('1.10.0', '1.9.9'), order('1.0.0', '1.0.0'), order('0.9.9', '1.0.0')]).toEqual([1, 0, -1]);
  expect(order('1.2.3-beta.1', '1.2.3')).toBe(0);
});
