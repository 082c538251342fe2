import type { CommanderError } from 'commander';
import type { Language } from './language.ts';

/** Wrong usage in French, by the parser's code; each takes what its English message quotes. */
const FRENCH: Readonly<Record<string, (quoted: readonly string[]) => string>> = {
  'commander.unknownCommand': ([command]) => `commande inconnue : « ${command} ».`,
  'commander.unknownOption': ([option]) => `option inconnue : « ${option} ».`,
  'commander.missingArgument': ([argument]) => `il manque l’argument « ${argument} ».`,
  'commander.optionMissingArgument': ([option]) => `l’option « ${option} » demande une valeur.`,
  'commander.missingMandatoryOptionValue': ([option]) => `il faut l’option « ${option} ».`,
  'commander.conflictingOption': ([first, second]) => `« ${first} » et « ${second} » ne vont pas ensemble.`,
  'commander.excessArguments': () => 'trop d’arguments.',
  'commander.invalidArgument': ([option, value]) => `« ${value} » ne convient pas à « ${option} ».`,
};

/** What is wrong with how a command was called, as one or two lines for stderr. */
export function describeUsage({ code, message }: CommanderError, language: Language): string {
  const french = language === 'fr' ? FRENCH[code] : undefined;
  if (french === undefined) return message;
  const quoted = quotedIn(message);
  // Of an option its name comes first, of an argument its value.
  if (message.includes('command-argument')) quoted.splice(0, 2, ...quoted.slice(0, 2).reverse());
  const [, own] = /is invalid\. ([\s\S]*)$/.exec(message) ?? [];
  const [, similar] = /Did you mean (?:one of )?([^?]+)\?/.exec(message) ?? [];
  return [
    `erreur : ${french(quoted)}`,
    ...(own === undefined ? [] : [` ${own}`]),
    ...(similar === undefined ? [] : [` Vouliez-vous dire ${similar} ?`]),
  ].join('');
}

function quotedIn(message: string): string[] {
  return [...message.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
}
