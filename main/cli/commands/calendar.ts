import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { named } from '../named.ts';
import { requireAccount } from '../open-account.ts';
import { dataOption, notEmpty } from '../options.ts';
import { printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

interface Options {
  readonly data: string;
  readonly out: string;
  readonly class?: string;
  readonly json?: boolean;
}

/** `calendar`: the sessions and lessons of the school year as an iCalendar file. */
export function calendarCommand(words: CliWords): Command {
  const { calendar } = words;
  return new Command('calendar')
    .description(calendar.about)
    .addOption(new Option('--class <class>', calendar.classGroup).argParser(notEmpty(words)))
    .addOption(new Option('--out <path>', calendar.out).argParser(notEmpty(words)).makeOptionMandatory())
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', calendar.help)
    .action(async (options: Options) => {
      const path = resolve(options.out);
      const written = await withEngine(options.data, async ({ client }) => {
        await requireAccount(client);
        const classes = options.class === undefined ? [] : await client.classes.list();
        const classGroup =
          options.class === undefined ? null : named(classes, options.class, ({ name }) => name);
        const wanted = classGroup === null ? {} : { classGroupId: classGroup.id };
        return client.timetable.exportTo({ path, ...wanted });
      });
      printResult(options.json, written, [calendar.done(written.count, path)]);
    });
}
