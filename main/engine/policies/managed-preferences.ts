import type { PolicyScope } from '../../../preload/contract/policies.ts';
import type { PolicyStatement } from './resolve.ts';

/** The file that macOS keeps of a configuration profile for this bundle id, the same as electron-builder.yml's appId. */
const PREFERENCES = 'fr.cartable.desktop.plist';
const FOLDER = '/Library/Managed Preferences';

/** Where a profile's preferences lie: for the computer, and for one user of it. */
export function managedPreferencesPath(scope: PolicyScope, userName: string): string {
  return scope === 'machine' ? `${FOLDER}/${PREFERENCES}` : `${FOLDER}/${userName}/${PREFERENCES}`;
}

/** The policies in a profile's preferences, as `plutil -convert json` writes them; those below `Recommended` are proposals. */
export function readManagedPreferences(json: string, scope: PolicyScope): PolicyStatement {
  const said: unknown = JSON.parse(json);
  if (!isRecord(said)) return { scope, binding: {}, recommended: {}, fault: 'not-readable' };
  // What macOS adds of itself, among the preferences of every profile.
  const own = Object.entries(said).filter(([key]) => !key.startsWith('Payload') && key !== 'Recommended');
  const { Recommended: recommended = {} } = said;
  return {
    scope,
    binding: Object.fromEntries(own),
    recommended: isRecord(recommended) ? recommended : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
