import { MOODLE_TRUTHS } from './moodle-truths.ts';

/*
 * What the server is called. Sentences are written for an ENT; of an account at a Moodle the same sentences say Moodle, and who is connected to
 * none yet reads of a server, for either may stand behind an address.
 */
export type Server = 'ent' | 'moodle' | 'unknown';

type Catalogue = Readonly<Record<string, unknown>>;
type Rules = readonly (readonly [RegExp, string])[];

/** A sentence that says Moodle has made the difference itself; the demonstration’s ENT is one wherever it is spoken of. */
const LEFT_ALONE = /Moodle|\bSon ENT\b|demonstration’s own ENT|\bIts ENT\b/;

const MOODLE: Readonly<Record<string, Rules>> = {
  fr: [
    [/(supprimé|plus|changé) à l’ENT\b/g, '$1 sur Moodle'],
    [/[lL]’ENT\b/g, 'Moodle'],
    [/\b([Cc])et ENT\b/g, '$1e Moodle'],
    [/\bd’ENT\b/g, 'de Moodle'],
    [/\bENT\b/g, 'Moodle'],
  ],
  en: [
    [/\b[Tt]he ENT\b/g, 'Moodle'],
    [/\b([Aa])n ENT\b/g, '$1 Moodle'],
    [/\bENT\b/g, 'Moodle'],
  ],
};

const UNKNOWN: Readonly<Record<string, Rules>> = {
  fr: [
    [/se redemande à l’ENT\b/g, 'se redemande à votre établissement'],
    [/\bde l’ENT\b/g, 'du serveur'],
    [/à l’ENT\b/g, 'au serveur'],
    [/\bl’ENT\b/g, 'le serveur'],
    [/\bL’ENT\b/g, 'Le serveur'],
    [/\b([Cc])et ENT\b/g, '$1e serveur'],
    [/\bd’un ENT\b/g, 'd’un ENT, ni d’un Moodle'],
  ],
  en: [
    [/\bAsk the ENT\b/g, 'Ask your school'],
    [/\b([Tt]he) ENT\b/g, '$1 server'],
    [/\bThis ENT\b/g, 'This server'],
    [/\ban ENT\b/g, 'an ENT or a Moodle'],
  ],
};

/** What who is not connected yet may read: the rest of the catalogue is for later. */
const BEFORE_CONNECTING = ['error', 'errorConnecting', 'errorPrecise'];

/** A catalogue as it speaks of a server. Pure: sentences are changed before values are put into them, and so no teacher's words ever are. */
export function wordsFor<C extends Catalogue>(catalogue: C, language: string, server: Server): C {
  if (server === 'ent') return catalogue;
  if (server === 'moodle')
    return changed(
      catalogue,
      (text, path) => MOODLE_TRUTHS[language]?.[path] ?? said(text, MOODLE[language]),
    );
  return changed(catalogue, (text, path) =>
    BEFORE_CONNECTING.includes(path.split('.')[0] ?? '') || path.startsWith('connect.browserReason.')
      ? said(text, UNKNOWN[language])
      : text,
  );
}

function said(text: string, rules: Rules = []): string {
  if (LEFT_ALONE.test(text)) return text;
  return rules.reduce((words, [pattern, name]) => words.replace(pattern, name), text);
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
