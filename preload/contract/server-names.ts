/*
 * What the server is called, in the window and on the command line. Sentences are written for an ENT; of an account at a Moodle the same sentences
 * say Moodle, and who is connected to none yet reads of a server, for either may stand behind an address.
 */
export type Server = 'ent' | 'moodle' | 'unknown';

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
    [/\bpas d’ENT\b/g, 'ni ENT ni Moodle'],
    [/\bun ENT\b(?!,)/g, 'un ENT ni un Moodle'],
  ],
  en: [
    [/\bAsk the ENT\b/g, 'Ask your school'],
    [/\b([Tt]he) ENT\b/g, '$1 server'],
    [/\bThis ENT\b/g, 'This server'],
    [/\ban ENT\b/g, 'an ENT or a Moodle'],
    [/\bno ENT\b/g, 'no ENT and no Moodle'],
  ],
};

/** A sentence of a language as it speaks of a server. Pure. */
export function saidOf(text: string, language: string, server: Server): string {
  if (server === 'ent' || LEFT_ALONE.test(text)) return text;
  const rules = (server === 'moodle' ? MOODLE : UNKNOWN)[language] ?? [];
  return rules.reduce((words, [pattern, name]) => words.replace(pattern, name), text);
}
