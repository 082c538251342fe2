import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { preset } from '../../../preload/contract/domain.ts';
import { feature } from '../../../preload/contract/policies.ts';
import { settings } from '../../../preload/contract/settings.ts';
import { isLoopbackHost } from '../platform/loopback.ts';
import { HOURS_PATTERN, LANE_HOURS_PATTERN } from './hours.ts';

/** HTTPS, or plain HTTP on this computer: nothing else is spoken to. */
const address = z
  .string()
  .max(2000)
  .refine((text) => {
    const url = parsedUrl(text);
    if (url === null || url.username !== '' || url.password !== '') return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  })
  .meta({ format: 'uri' });
/** Absolute, or below the user's own folder as `~/…`. */
const path = z
  .string()
  .max(1000)
  .refine((text) => isAbsolute(text) || /^~(?:[\\/]|$)/.test(text));
const listOf = <Item extends z.ZodType>(one: Item) => z.array(one).max(100);

/**
 * Every policy, by its key: the same in the registry, in managed preferences and in `policies.json`.
 *
 * Only what is obeyed stands here. The files for administrators are made from this table (`npm run deploy-files`), and
 * their words are in build/deploy/policy-words.ts.
 */
export const POLICIES = {
  'ent.url': address,
  'ent.locked': z.boolean(),
  'ent.connector': z.enum(['ent', 'moodle']),
  'sync.automatic': z.boolean(),
  'sync.windows': listOf(z.string().regex(LANE_HOURS_PATTERN)),
  'sync.maxKbps': settings.shape.syncKilobitsPerS.unwrap(),
  'sync.meteredAllowed': z.boolean(),
  'update.mode': z.enum(['auto', 'notify', 'off']),
  'update.channel': z.enum(['stable', 'slow']),
  'update.mirror': address,
  'update.windows': listOf(z.string().regex(HOURS_PATTERN)),
  'network.proxy': z.string().regex(/^(?:direct|system|[\w.-]{1,253}:\d{1,5}|\[[\da-fA-F:]+\]:\d{1,5})$/),
  'network.extraCertificates': listOf(path),
  'files.allowedFolders': listOf(path),
  'files.quality': preset,
  'files.keepOriginalsDays': settings.shape.keepOriginalsDays,
  'data.keptYears': settings.shape.keptYears.unwrap(),
  'data.eraseOldYears': z.boolean(),
  'lock.idleMinutes': z.number().int().min(1).max(240),
  'diagnostics.enabled': z.boolean(),
  'features.disabled': listOf(feature),
} as const satisfies Record<string, z.ZodType>;

export type PolicyKey = keyof typeof POLICIES;
export type PolicyValues = { readonly [Key in PolicyKey]?: z.infer<(typeof POLICIES)[Key]> };

/** How a server is spoken to. */
export type Connector = NonNullable<PolicyValues['ent.connector']>;

export const POLICY_KEYS = Object.keys(POLICIES) as PolicyKey[];

/** Those that a school may propose instead of decide: a teacher's own choice then goes before them. */
export const RECOMMENDABLE: ReadonlySet<PolicyKey> = new Set([
  'ent.url',
  'ent.connector',
  'sync.maxKbps',
  'sync.meteredAllowed',
  'files.quality',
  'files.keepOriginalsDays',
  'data.keptYears',
]);

/** What holds when the value of a policy that closes something cannot be understood: it stays closed. */
export const WHEN_WRONG: PolicyValues = {
  'ent.locked': true,
  'sync.meteredAllowed': false,
  'update.mode': 'off',
  'files.allowedFolders': [],
  'lock.idleMinutes': 10,
  'diagnostics.enabled': false,
};

function parsedUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
