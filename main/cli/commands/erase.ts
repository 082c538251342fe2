import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { ErasureSubject } from '../../../preload/contract/erasure.ts';
import { listName } from '../../../preload/contract/list-name.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { named } from '../named.ts';
import { requireAccount } from '../open-account.ts';
import { dataOption, notEmpty } from '../options.ts';
import { printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

interface Options {
  readonly data: string;
  readonly student?: string;
  readonly year?: string;
  readonly lessons?: boolean;
  readonly proof?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `erase`: a student or a school year, from this computer, for good. Without `--yes` it only tells what would go. */
export function eraseCommand(words: CliWords): Command {
  const text = words.erase;
  const option = (flags: string, about: string) => new Option(flags, about).argParser(notEmpty(words));
  return new Command('erase')
    .description(text.about)
    .addOption(option('--student <student>', text.student).conflicts('year'))
    .addOption(option('--year <year>', text.year))
    .option('--lessons', text.lessons)
    .addOption(option('--proof <file>', text.proof))
    .option('--yes', text.yes)
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', text.help)
    .action(async (options: Options, command: Command) => {
      if (options.student === undefined && options.year === undefined) command.error(text.which);
      await withEngine(options.data, async ({ client }) => {
        await requireAccount(client);
        const subject = await subjectOf(client, options);
        if (options.yes === true) await erase(client, subject, options, words);
        else await tell(client, subject, options, words);
      });
    });
}

async function subjectOf(client: Engine['client'], options: Options): Promise<ErasureSubject> {
  if (options.student !== undefined) {
    const student = named(await client.erasure.students(), options.student, listName);
    return { kind: 'student', studentId: student.id };
  }
  const year = named(await client.erasure.years(), options.year ?? '', ({ label }) => label);
  return { kind: 'year', yearId: year.id, withLessons: options.lessons === true };
}

async function tell(
  client: Engine['client'],
  subject: ErasureSubject,
  { json }: Options,
  { erase: text }: CliWords,
): Promise<void> {
  const preview = await client.erasure.preview(subject);
  const { counts, confirmation, outsidePaths } = preview;
  printResult(json, { erased: false, ...preview }, [
    text.would(confirmation),
    ...countLines(counts, text),
    ...(outsidePaths.length === 0 ? [] : [text.outside, ...outsidePaths.map((path) => `  ${path}`)]),
    text.notYet,
  ]);
}

async function erase(
  client: Engine['client'],
  subject: ErasureSubject,
  { json, proof }: Options,
  { erase: text, language }: CliWords,
): Promise<void> {
  const { confirmation, outsidePaths } = await client.erasure.preview(subject);
  const erased = await client.erasure.erase({ subject, confirmation });
  const path = proof === undefined ? null : resolve(proof);
  if (path !== null) await client.erasure.writeProof({ erasureId: erased.id, path, language });
  printResult(json, { erased: true, ...erased, outsidePaths, proof: path }, [
    text.done(erased.id),
    ...countLines(erased.counts, text),
    ...(erased.mentionCount === 0 ? [] : [text.mentions(erased.mentionCount)]),
    ...(outsidePaths.length === 0 ? [] : [text.outside, ...outsidePaths.map((outside) => `  ${outside}`)]),
    ...(path === null ? [] : [text.proofAt(path)]),
    text.left,
  ]);
}

function countLines(
  counts: Awaited<ReturnType<Engine['client']['erasure']['preview']>>['counts'],
  text: CliWords['erase'],
): string[] {
  return (Object.keys(text.counts) as (keyof CliWords['erase']['counts'])[])
    .filter((name) => counts[name] > 0)
    .map((name) => `  ${text.counts[name](counts[name])}`);
}
