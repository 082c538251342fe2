import { type Server, saidOf } from '../../../preload/contract/server-names.ts';
import type { CliWords } from './en.ts';
import { type Language, wordsOf } from './language.ts';

/** What is said otherwise of a Moodle, by the sentence's path: it chooses no server, and its name is its school's. */
const MOODLE_TRUTHS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: {
    'errors.policy/address-locked':
      'L’établissement a choisi son serveur : cet ordinateur ne se connecte qu’à celui-là.',
    'errors.network/no-such-host': 'Le réseau ne connaît pas l’adresse de votre Moodle.',
    'errors.network/proxy-unreachable':
      'Le proxy du réseau ne répond pas, ou refuse l’adresse de votre Moodle.',
  },
  en: {
    'errors.policy/address-locked':
      'The school has chosen its server: this computer connects to that one only.',
    'errors.network/no-such-host': 'The network does not know your Moodle’s address.',
    'errors.network/proxy-unreachable':
      'The network’s proxy does not answer, or refuses your Moodle’s address.',
  },
};

/** What who is connected to nothing may be told. */
const BEFORE_CONNECTING = /^(?:errors|browserReasons)\./;
/** What is about the reference ENT, or the ENT sync API, wherever an account is. */
const OF_ENTS = /^(?:demo|serveEnt|conformance)\.|^errors\.account\/demo-failed$/;

/** The words of a language as they speak of a server. Pure. */
export function wordsFor(language: Language, server: Server): CliWords {
  return changed(wordsOf(language), (text, path) => sentenceFor(text, path, language, server));
}

function sentenceFor(text: string, path: string, language: Language, server: Server): string {
  if (server === 'ent' || OF_ENTS.test(path)) return text;
  if (server === 'unknown' && !BEFORE_CONNECTING.test(path)) return text;
  return (server === 'moodle' ? MOODLE_TRUTHS[language][path] : undefined) ?? saidOf(text, language, server);
}

/**
 * The words that commands speak: an object that stays the same, whose sentences follow the server. Commands are built, and their help is told,
 * before an account is open.
 */
let spoken: { readonly language: Language; readonly words: CliWords } | null = null;

export function startWords(language: Language): CliWords {
  const words = wordsFor(language, 'ent');
  spoken = { language, words };
  return words;
}

/** Calls the server by its name in all that is said from here on. */
export function speakOf(server: Server): void {
  if (spoken !== null) takeOver(spoken.words, wordsFor(spoken.language, server));
}

function takeOver(target: object, source: object): void {
  for (const [key, value] of Object.entries(source)) {
    const held: unknown = Reflect.get(target, key);
    if (isGroup(value) && isGroup(held)) takeOver(held, value);
    else Reflect.set(target, key, value);
  }
}

type Change = (text: string, path: string) => string;

/** The same shape with each sentence changed; values are put into it afterwards, and so no teacher's words ever are. */
function changed<W extends object>(words: W, change: Change, path = ''): W {
  const entries = Object.entries(words).map(([key, value]) => [
    key,
    changedValue(value, change, `${path}${key}`),
  ]);
  return Object.fromEntries(entries) as W;
}

function changedValue(value: unknown, change: Change, path: string): unknown {
  if (typeof value === 'string') return change(value, path);
  if (typeof value === 'function') return changedSentence(value as Sentence, change, path);
  return isGroup(value) ? changed(value, change, `${path}.`) : value;
}

type Sentence = (...values: readonly unknown[]) => unknown;

/** Letters that no text has stand for the texts that a sentence is given. */
function changedSentence(sentence: Sentence, change: Change, path: string): Sentence {
  return (...values) => {
    const texts: string[] = [];
    const held = values.map((value) =>
      typeof value === 'string' ? `\uE000${texts.push(value) - 1}\uE001` : value,
    );
    const said = sentence(...held);
    if (typeof said !== 'string') return said;
    return change(said, path).replaceAll(/\uE000(\d+)\uE001/g, (_, index) => texts[Number(index)] ?? '');
  };
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
