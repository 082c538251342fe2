import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import { areFilesBelowFeed } from './update-rules.ts';

const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
const epochMs = z.number().int().nonnegative();

/** What the publisher signs: one version, for one channel and one kind of computer. */
export const release = z.object({
  format: z.literal(1),
  channel: z.string(),
  platform: z.string(),
  arch: z.string(),
  version,
  /** When it was signed: a feed that goes back behind an earlier one is refused. */
  issuedAt: epochMs,
  /** Then it counts no longer: whoever keeps an old feed before us cannot keep us from newer versions unnoticed. */
  expiresAt: epochMs,
  /** Computers that take it now, in percent. */
  rolloutPercent: z.number().min(0).max(100),
  files: z
    .array(
      z.object({
        url: z.string().min(1).max(500),
        /** Base64, as electron-updater compares it. */
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        /** Bytes. */
        size: z.number().int().positive(),
        blockMapSize: z.number().int().positive().optional(),
      }),
    )
    .min(1)
    .max(20),
});
export type Release = z.infer<typeof release>;

/** The file of the feed: the release as text, byte for byte what was signed, and the signature (Ed25519, base64). */
const feedFile = z.object({ signed: z.string().max(60_000), signature: z.string().max(200) });

/** Larger than any honest feed, in characters. */
export const FEED_MAX_LENGTH = 64_000;

export type FeedFaultReason =
  | 'wrong-shape'
  | 'wrong-signature'
  | 'other-target'
  | 'expired'
  | 'older'
  | 'files-outside';

/** A feed that is not acted upon. */
export class FeedFault extends Error {
  override readonly name = 'FeedFault';
  readonly reason: FeedFaultReason;

  constructor(reason: FeedFaultReason) {
    super(`The feed of updates is refused: ${reason}.`);
    this.reason = reason;
  }
}

/** What a feed is held against. */
export interface FeedExpectation {
  readonly feedUrl: string;
  /** The publisher's Ed25519 key: 32 bytes in base64, as it was built in. */
  readonly publicKey: string;
  readonly channel: string;
  readonly platform: string;
  readonly arch: string;
  /** Epoch ms. */
  readonly now: number;
  /** When the newest feed that was accepted so far was signed; 0 before the first. */
  readonly lastIssuedAt: number;
  /** The highest version that any accepted feed has named, or that runs. */
  readonly highestVersion: string;
}

/** The file's name below the feed's address. */
export function feedFileName(channel: string, platform: string, arch: string): string {
  return `cartable-${channel}-${platform}-${arch}.json`;
}

/**
 * The release that a feed tells, once everything about it has been found good: signature first, then what it is for, then
 * its age, then where its files lie.
 *
 * @throws FeedFault
 */
export function openFeed(text: string, expected: FeedExpectation): Release {
  const { signed, signature } = parsed(feedFile, text);
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(expected.publicKey, 'base64').toString('base64url') },
  });
  if (!verify(null, Buffer.from(signed), key, Buffer.from(signature, 'base64')))
    throw new FeedFault('wrong-signature');
  const told = parsed(release, signed);
  if (told.channel !== expected.channel || told.platform !== expected.platform || told.arch !== expected.arch)
    throw new FeedFault('other-target');
  if (told.expiresAt <= expected.now) throw new FeedFault('expired');
  if (told.issuedAt < expected.lastIssuedAt || compareVersions(told.version, expected.highestVersion) < 0)
    throw new FeedFault('older');
  if (!areFilesBelowFeed(expected.feedUrl, told.files)) throw new FeedFault('files-outside');
  return told;
}

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new FeedFault('wrong-shape');
  }
}

/** Negative when the first version comes before the second, 0 when they are the same. Of `1.2.3-beta` the number alone counts. */
export function compareVersions(a: string, b: string): number {
  const numbers = (text: string) => text.split('-')[0]?.split('.').map(Number) ?? [];
  const [first, second] = [numbers(a), numbers(b)];
  const place = [0, 1, 2].find((index) => (first[index] ?? 0) !== (second[index] ?? 0)) ?? 0;
  return (first[place] ?? 0) - (second[place] ?? 0);
}
