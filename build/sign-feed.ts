import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { feedFileName, type Release, release } from '../main/shell/updater/signed-feed.ts';
import { inProject } from './project.ts';

/** Systems and processors that a release is made on. */
const COMPUTERS = ['linux', 'win32', 'darwin'].flatMap((platform) =>
  ['x64', 'arm64'].map((arch) => ({ platform, arch })),
);

/** The file in which a kind of computer's installers are described: electron-builder's own names are the same on two processors. */
export function descriptionName(platform: string, arch: string): string {
  return `described-${platform}-${arch}.yml`;
}

const description = z.object({
  version: z.string(),
  files: z.array(release.shape.files.element),
});

/** A feed must be signed anew before this, newer version or not: `npm run sign-feed` again. */
const VALID_MS = 60 * 86_400_000;

export interface FeedSettings {
  readonly channel: string;
  readonly rolloutPercent: number;
  /** Epoch ms. */
  readonly now: number;
  /** PKCS #8, PEM, Ed25519. */
  readonly privateKey: string;
}

/** The text of a feed's file: what `openFeed` of the shell opens with the key's other half. */
export function signFeed(told: Release, privateKey: string): string {
  const signed = JSON.stringify(release.parse(told));
  const signature = sign(null, Buffer.from(signed), createPrivateKey(privateKey)).toString('base64');
  return `${JSON.stringify({ signed, signature })}\n`;
}

/** The public half, as a release is built with it (CARTABLE_UPDATE_KEY): 32 bytes in base64. */
export function publicKeyOf(privateKey: string): string {
  const { x } = createPublicKey(createPrivateKey(privateKey)).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url').toString('base64');
}

/** Writes the signed feeds of what lies in a folder of installers; returns their names. */
export function signFolder(
  folder: string,
  { channel, rolloutPercent, now, privateKey }: FeedSettings,
): string[] {
  return COMPUTERS.flatMap(({ platform, arch }) => {
    const path = join(folder, descriptionName(platform, arch));
    if (!existsSync(path)) return [];
    const { version, files } = description.parse(parse(readFileSync(path, 'utf8')));
    const name = feedFileName(channel, platform, arch);
    const dates = { issuedAt: now, expiresAt: now + VALID_MS };
    const told: Release = { format: 1, channel, platform, arch, version, ...dates, rolloutPercent, files };
    writeFileSync(join(folder, name), signFeed(told, privateKey));
    return [name];
  });
}

// `npm run sign-feed -- [stable|slow] [percent]`, with the private key in CARTABLE_UPDATE_PRIVATE_KEY.
if (process.argv[1] === import.meta.filename) {
  const privateKey = process.env.CARTABLE_UPDATE_PRIVATE_KEY;
  const [channel = 'stable', percent = '100'] = process.argv.slice(2);
  if (privateKey === undefined) {
    console.error('CARTABLE_UPDATE_PRIVATE_KEY is not set: an unsigned feed is obeyed by nobody.');
    process.exitCode = 2;
  } else {
    const settings = { channel, rolloutPercent: Number(percent), now: Date.now(), privateKey };
    const names = signFolder(inProject('dist'), settings);
    console.log(names.length === 0 ? 'dist/ has no installer that updates itself.' : names.join('\n'));
    if (names.length === 0) process.exitCode = 1;
  }
}
