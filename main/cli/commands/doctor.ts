import { resolve } from 'node:path';
import { Command } from 'commander';
import type { BrokenDocument, DoctorReport } from '../../../preload/contract/settings.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { CartableError } from '../../engine/platform/cartable-error.ts';
import { adviceFor, faultOf, readable, requireAccount } from '../open-account.ts';
import { dataOption } from '../options.ts';
import { formatBytes, printResult } from '../print.ts';
import { refusedLines } from '../refused-edits.ts';
import { withEngine } from '../with-engine.ts';
import type { CliWords } from '../words/en.ts';

interface DoctorOptions {
  readonly data: string;
  readonly repair?: boolean;
  readonly support?: string;
  readonly json?: boolean;
}

/** `doctor`: integrity of the database and of every document. Exits with 1 when something is wrong. */
export function doctorCommand(words: CliWords): Command {
  return new Command('doctor')
    .description(words.doctor.about)
    .addOption(dataOption(words))
    .option('--repair', words.doctor.repair)
    .option('--support <file>', words.doctor.support)
    .option('--json', words.help.json)
    .addHelpText('after', words.doctor.help)
    .action((options: DoctorOptions) =>
      withEngine(options.data, ({ client }) => examine(client, options, words)),
    );
}

async function examine(
  client: Engine['client'],
  { repair, support, json }: DoctorOptions,
  words: CliWords,
): Promise<void> {
  // Before anything that may be wrong: it is asked for when something is.
  const supportBytes = support === undefined ? null : await writeSupport(client, support);
  const { dataMissing } = await client.account.state();
  if (dataMissing !== null) {
    const lines = [words.doctor.wrong, ...adviceFor(dataMissing, words)];
    printResult(json, { isHealthy: false, dataMissing, supportBytes }, lines);
    throw faultOf(dataMissing);
  }
  const { state } = await requireAccount(client);
  const { fromFutureVersion } = state;
  if (repair === true && fromFutureVersion !== null)
    throw new CartableError('store/from-future', { version: fromFutureVersion });
  const report = await readable(state, () =>
    repair === true ? client.settings.repair() : client.settings.doctor(),
  );
  printResult(json, { ...report, fromFutureVersion, dataMissing, supportBytes }, [
    ...linesOf(report, words),
    ...(await readable(state, () => refusedLines(client, words))),
    ...(supportBytes === null
      ? []
      : [words.doctor.supported(support ?? '', formatBytes(supportBytes, words))]),
    ...(fromFutureVersion === null ? [] : [words.fromFuture(fromFutureVersion)]),
  ]);
  if (!report.isHealthy) process.exitCode = 1;
}

async function writeSupport(client: Engine['client'], file: string): Promise<number> {
  return (await client.settings.writeSupportFile({ path: resolve(file) })).sizeBytes;
}

function linesOf(report: DoctorReport, words: CliWords): string[] {
  const { repaired, strayBlobs, strayBytes, strangePolicy } = report;
  const { doctor } = words;
  return [
    report.isHealthy ? doctor.healthy : doctor.wrong,
    ...(repaired === null ? [] : [doctor.repaired(repaired.remade, repaired.toFetch, repaired.forgotten)]),
    doctor.counts(
      report.schemaVersion,
      report.blobCount,
      formatBytes(report.blobBytes, words),
      report.missingBlobs,
      report.corruptBlobs,
      report.waitingCount,
    ),
    ...(strayBlobs === 0 ? [] : [doctor.strays(strayBlobs, formatBytes(strayBytes, words))]),
    ...(strangePolicy.length === 0 ? [] : [doctor.strangePolicy(strangePolicy.join(', '))]),
    ...report.databaseProblems,
    ...report.brokenDocuments.map((document) => lineOf(document, words)),
  ];
}

function lineOf({ name, sha256, damage, remedy, usedIn }: BrokenDocument, { doctor }: CliWords): string {
  const places = usedIn.map(({ kind, label }) => `${doctor.places[kind]} ${label}`).join(', ');
  return `${doctor.damage[damage]}: ${name || sha256}${places === '' ? '' : ` (${places})`} - ${doctor.remedies[remedy]}.`;
}
