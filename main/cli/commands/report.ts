import { resolve } from 'node:path';
import { Command, Option } from 'commander';
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
  readonly out: string;
  readonly class?: string;
  readonly student?: string;
  readonly assignment?: string;
  readonly period?: string;
  readonly drafts?: boolean;
  readonly each?: boolean;
  readonly json?: boolean;
}

/** `report`: reports on the students of a class as PDFs, in the language that the command speaks. */
export function reportCommand(words: CliWords): Command {
  const { report } = words;
  const option = (flags: string, about: string) => new Option(flags, about).argParser(notEmpty(words));
  return new Command('report')
    .description(report.about)
    .addOption(option('--class <class>', report.classGroup))
    .addOption(option('--student <student>', report.student))
    .addOption(option('--assignment <assignment>', report.assignment))
    .addOption(option('--period <period>', report.period))
    .option('--drafts', report.drafts)
    .option('--each', report.each)
    .addOption(option('--out <path>', report.out).makeOptionMandatory())
    .addOption(dataOption(words))
    .option('--json', words.help.json)
    .addHelpText('after', report.help)
    .action(async (options: Options, command: Command) => {
      if (options.class === undefined && options.assignment === undefined) command.error(report.which);
      const written = await withEngine(options.data, ({ client }) => writeReports(client, options, words));
      const path = resolve(options.out);
      printResult(options.json, written, [report.done(written.studentCount, written.fileCount, path)]);
    });
}

async function writeReports(client: Engine['client'], options: Options, { language }: CliWords) {
  await requireAccount(client);
  const classGroup =
    options.class === undefined
      ? null
      : named(await client.classes.list(), options.class, ({ name }) => name);
  const assignments = await client.grading.assignments(
    classGroup === null ? {} : { classGroupId: classGroup.id },
  );
  const assignment =
    options.assignment === undefined ? null : named(assignments, options.assignment, ({ title }) => title);
  const classGroupId = classGroup?.id ?? assignment?.classGroupId ?? '';
  const { students, periods } = await client.classes.gradebook({ classGroupId });
  const student = options.student === undefined ? null : named(students, options.student, listName);
  const period = options.period === undefined ? null : named(periods, options.period, ({ label }) => label);
  return client.exchange.writeReports({
    classGroupId,
    periodId: period?.id ?? null,
    assignmentId: assignment?.id ?? null,
    studentIds: student === null ? null : [student.id],
    withDrafts: options.drafts === true,
    form: options.each === true ? 'file-each' : 'one-file',
    path: resolve(options.out),
    language,
  });
}
