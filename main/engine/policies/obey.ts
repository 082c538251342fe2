import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Feature, Managed } from '../../../preload/contract/policies.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { FindRoute } from '../platform/routes.ts';
import type { Connector, PolicyValues } from './policy-table.ts';
import type { Policies } from './resolve.ts';

/** @throws CartableError `policy/not-allowed` for what the school has taken away */
export function requireFeature(policies: Policies, feature: Feature): void {
  if (isDisabled(policies, feature)) throw new CartableError('policy/not-allowed', { feature }, 'never');
}

/** @throws CartableError `policy/not-allowed` where the school wants no support file to be made */
export function requireDiagnostics(policies: Policies): void {
  if (!allowsDiagnostics(policies)) throw new CartableError('policy/not-allowed', {}, 'never');
}

function allowsDiagnostics({ binding }: Policies): boolean {
  return binding['diagnostics.enabled'] ?? true;
}

/** Whether the school has taken something away. */
export function isDisabled({ binding }: Policies, feature: Feature): boolean {
  return binding['features.disabled']?.includes(feature) ?? false;
}

/**
 * Files may be taken from, and written to, the school's folders only, where it names some.
 *
 * @throws CartableError `policy/folder-not-allowed`
 */
export function requireAllowedFolder(policies: Policies, path: string): void {
  if (!isAllowedFolder(policies, path)) throw new CartableError('policy/folder-not-allowed');
}

/** Whether a path lies in one of the allowed folders, links followed on both sides. A path that is not there yet counts by its folder. */
export function isAllowedFolder({ binding }: Policies, path: string): boolean {
  const allowed = binding['files.allowedFolders'];
  if (allowed === undefined) return true;
  const real = realOf(resolve(path));
  return allowed.some((folder) => {
    const way = relative(realOf(atHome(folder)), real);
    return way === '' || (!/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way));
  });
}

/** `~/…` is below the user's own folder. */
export function atHome(path: string): string {
  return path.startsWith('~') ? join(homedir(), path.slice(1)) : path;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), relative(parent, path));
  }
}

/** A server that an account is, or would be, at. */
export interface AskedServer {
  readonly kind: Connector;
  /** Whether it is the one at the school's address. */
  isSame(schoolsUrl: string): boolean;
}

/**
 * The school may name one ENT, and how it is spoken to.
 *
 * @throws CartableError `policy/address-locked` for another ENT than the school's, where it allows no other;
 *   `policy/not-allowed` for another connector
 */
export function requireAllowedEnt({ binding }: Policies, { kind, isSame }: AskedServer): void {
  const connector = binding['ent.connector'];
  if (connector !== undefined && connector !== kind)
    throw new CartableError('policy/not-allowed', { connector }, 'never');
  const url = binding['ent.url'];
  // Locked without an address: no ENT at all can be meant, and the administrator is told by the missing one.
  if (binding['ent.locked'] === true && (url === undefined || !isSame(url)))
    throw new CartableError('policy/address-locked');
}

/** In which order an address is tried: the one that the school has chosen alone, or first the one that it proposes. */
export function connectorsToTry({ binding, recommended }: Policies): readonly Connector[] {
  const only = binding['ent.connector'];
  if (only !== undefined) return [only];
  return recommended['ent.connector'] === 'moodle' ? ['moodle', 'ent'] : ['ent', 'moodle'];
}

/** Files of certificates (PEM) that are trusted beside the system's. */
export function schoolCertificates({ binding }: Policies): readonly string[] {
  return (binding['network.extraCertificates'] ?? []).map(atHome);
}

/** The ways to servers that the school has set; null: the system's own. */
export function proxyRoute({ binding }: Policies): FindRoute | null {
  const proxy = binding['network.proxy'];
  if (proxy === undefined || proxy === 'system') return null;
  const route = proxy === 'direct' ? 'DIRECT' : `PROXY ${proxy}`;
  return async () => route;
}

/** Settings that the school has chosen. */
export function bindingSettings(values: PolicyValues): Partial<Settings> {
  const {
    'files.quality': quality,
    'files.keepOriginalsDays': keepOriginalsDays,
    'sync.maxKbps': syncKilobitsPerS,
    'sync.meteredAllowed': isMeteredAllowed,
    'sync.automatic': automaticSync,
    'data.keptYears': keptYears,
  } = values;
  return {
    ...(quality === undefined ? {} : { quality }),
    ...(keepOriginalsDays === undefined ? {} : { keepOriginalsDays }),
    ...(syncKilobitsPerS === undefined ? {} : { syncKilobitsPerS }),
    ...(isMeteredAllowed === undefined ? {} : { syncOnMetered: isMeteredAllowed ? 'all' : 'nothing' }),
    ...(automaticSync === undefined ? {} : { automaticSync }),
    ...(keptYears === undefined ? {} : { keptYears }),
  };
}

/** The longest time that a window stays open without a key; null: the school asks for no lock. */
export function requiredIdleMinutes({ binding }: Policies): number | null {
  return binding['lock.idleMinutes'] ?? null;
}

/** Whether school years that are older than what is kept go by themselves. */
export function erasesOldYears({ binding }: Policies): boolean {
  return binding['data.eraseOldYears'] ?? false;
}

/** What the screens show of the school's decisions. */
export function describePolicies(policies: Policies): Managed {
  const { binding, recommended, entries, faults } = policies;
  return {
    ent: {
      url: binding['ent.url'] ?? recommended['ent.url'] ?? null,
      isLocked: binding['ent.locked'] ?? false,
    },
    allowsDiagnostics: allowsDiagnostics(policies),
    disabledFeatures: [...(binding['features.disabled'] ?? [])],
    lockedSettings: Object.keys(bindingSettings(binding)) as (keyof Settings)[],
    entries: entries.map(({ value, ...entry }) => ({ ...entry, value: JSON.stringify(value) })),
    faults: [...faults],
  };
}
