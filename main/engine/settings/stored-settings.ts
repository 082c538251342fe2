import { type Settings, settings as settingsSchema } from '../../../preload/contract/settings.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { bindingSettings } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import type { Db } from '../store/store.ts';

/** Until the teacher says otherwise: made for the screen, originals kept for a school year, sync by itself and quiet on a battery. */
const DEFAULTS: Settings = {
  quality: 'screen',
  keepOriginalsDays: 365,
  automaticSync: true,
  quietHours: null,
  syncOnBattery: 'text',
  syncOnMetered: 'text',
  syncKilobitsPerS: null,
  capsAverages: true,
  keptYears: null,
};

/**
 * The settings in force: the school's, the teacher's, what the school recommends, the house's own, in this order.
 *
 * A value that this version cannot read counts as not set.
 */
export function readSettings(db: Db, { binding, recommended }: Policies): Settings {
  const rows = db.prepare('SELECT key, value FROM setting').all() as { key: string; value: string }[];
  let known: Settings = { ...DEFAULTS, ...bindingSettings(recommended) };
  for (const { key, value } of rows) {
    const changed = settingsSchema.safeParse({ ...known, [key]: parseOrNull(value) });
    if (changed.success) known = changed.data;
  }
  return { ...known, ...bindingSettings(binding) };
}

/** Changes some settings; the others stay. @throws CartableError `policy/not-allowed` for one that the school has chosen */
export function writeSettings(
  db: Db,
  policies: Policies,
  changes: { [Key in keyof Settings]?: Settings[Key] | undefined },
): void {
  const locked = bindingSettings(policies.binding);
  for (const [key, value] of Object.entries(changes))
    if (value !== undefined && Object.hasOwn(locked, key)) throw new CartableError('policy/not-allowed');
  const write = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  for (const [key, value] of Object.entries(changes))
    if (value !== undefined) write.run(key, JSON.stringify(value));
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
