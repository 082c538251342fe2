import { type Settings, settings as settingsSchema } from '../../../preload/contract/settings.ts';
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
};

/** The settings in force. A value that this version cannot read counts as not set. */
export function readSettings(db: Db): Settings {
  const rows = db.prepare('SELECT key, value FROM setting').all() as { key: string; value: string }[];
  let known = DEFAULTS;
  for (const { key, value } of rows) {
    const changed = settingsSchema.safeParse({ ...known, [key]: parseOrNull(value) });
    if (changed.success) known = changed.data;
  }
  return known;
}

/** Changes some settings; the others stay. */
export function writeSettings(
  db: Db,
  changes: { [Key in keyof Settings]?: Settings[Key] | undefined },
): void {
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
