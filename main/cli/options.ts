import { InvalidArgumentError, Option } from 'commander';
import { defaultDataDirectory } from './data-directory.ts';
import type { CliWords } from './words/en.ts';

/** Refuses an empty value: wrong usage. */
export function notEmpty({ usage }: CliWords): (value: string) => string {
  return (value) => {
    if (value.trim() === '') throw new InvalidArgumentError(usage.notEmpty);
    return value;
  };
}

/** An option that takes one of a few words. */
export function choice(flags: string, about: string, values: readonly string[], words: CliWords): Option {
  const listed = values.join(', ');
  return new Option(flags, `${about} (${words.help.choices(listed)})`).argParser((value) => {
    if (!values.includes(value)) throw new InvalidArgumentError(words.usage.oneOf(listed));
    return value;
  });
}

/** `--data`, by default where the window keeps its data. */
export function dataOption(words: CliWords): Option {
  return new Option('--data <dir>', words.help.data)
    .default(defaultDataDirectory())
    .argParser(notEmpty(words));
}
