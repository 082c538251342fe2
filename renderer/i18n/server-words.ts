import { type Server, saidOf } from '../../preload/contract/server-names.ts';
import { MOODLE_TRUTHS } from './moodle-truths.ts';

export type { Server };

type Catalogue = Readonly<Record<string, unknown>>;

/** What who is not connected yet may read: the rest of the catalogue is for later. */
const BEFORE_CONNECTING = ['error', 'errorConnecting', 'errorPrecise'];

/** A catalogue as it speaks of a server. Pure: sentences are changed before values are put into them, and so no teacher's words ever are. */
export function wordsFor<C extends Catalogue>(catalogue: C, language: string, server: Server): C {
  if (server === 'ent') return catalogue;
  if (server === 'moodle')
    return changed(
      catalogue,
      (text, path) => MOODLE_TRUTHS[language]?.[path] ?? saidOf(text, language, server),
    );
  return changed(catalogue, (text, path) =>
    BEFORE_CONNECTING.includes(path.split('.')[0] ?? '') || path.startsWith('connect.browserReason.')
      ? saidOf(text, language, server)
      : text,
  );
}

/** The same shape, each sentence by its path (`sync.line.upToDate`). */
function changed<C extends Catalogue>(
  catalogue: C,
  change: (text: string, path: string) => string,
  path = '',
): C {
  const entries = Object.entries(catalogue).map(([key, value]) => [
    key,
    typeof value === 'string'
      ? change(value, `${path}${key}`)
      : changed(value as Catalogue, change, `${path}${key}.`),
  ]);
  return Object.fromEntries(entries) as C;
}
