import { Command } from 'commander';
import type { BrokenDocument, DoctorReport } from '../../../preload/contract/settings.ts';
import { defaultDataDirectory } from '../data-directory.ts';
import { formatBytes, printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
With --json, one object:
  isHealthy          false when something below is wrong
  schemaVersion      of the database
  databaseProblems   texts, in SQLite's words
  blobCount          documents that should be here; blobBytes, missingBlobs, corruptBlobs
  brokenDocuments    [{ sha256, name, sizeBytes, damage: missing|damaged,
                        remedy: remake|fetch|forget|none, usedIn: [{ kind: lesson|feedback|submission, id, label }] }]
  strayBlobs         files that nothing names any more, removed after a time; strayBytes
  repaired           { remade, toFetch, forgotten } after --repair, else null
  waitingCount       edits that wait for the ENT
  checkedAt          ms since 1970, UTC
Exits with 1 when something is wrong.`;

const REMEDIES: Readonly<Record<BrokenDocument['remedy'], string>> = {
  remake: 'its original is here: --repair makes it again',
  fetch: 'the ENT has it: --repair, then a sync, brings it back',
  forget: 'nothing needs it: --repair takes it off the list',
  none: 'it was not sent yet and is nowhere else: add the file again where it hangs',
};

/** `doctor`: integrity of the database and of every document. Exits with 1 when something is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check the database, and every document against its hash.')
    .option('--data <dir>', 'where Cartable keeps its data', defaultDataDirectory())
    .option('--repair', 'mend the documents that can be: made again, or asked of the ENT at the next sync')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (options: { data: string; repair?: boolean; json?: boolean }) => {
      await withEngine(options.data, async ({ client }) => {
        const report = await (options.repair === true ? client.settings.repair() : client.settings.doctor());
        printResult(options.json, report, linesOf(report));
        if (!report.isHealthy) process.exitCode = 1;
      });
    });
}

function linesOf(report: DoctorReport): string[] {
  const { repaired, strayBlobs } = report;
  return [
    report.isHealthy ? 'Healthy.' : 'Something is wrong.',
    ...(repaired === null
      ? []
      : [
          `${repaired.remade} documents made again, ${repaired.toFetch} asked of the ENT at the next sync, ` +
            `${repaired.forgotten} taken off the list.`,
        ]),
    `Schema ${report.schemaVersion}; ${report.blobCount} documents (${formatBytes(report.blobBytes)}), ` +
      `${report.missingBlobs} missing, ${report.corruptBlobs} damaged; ${report.waitingCount} edits wait.`,
    ...(strayBlobs === 0
      ? []
      : [`${strayBlobs} files (${formatBytes(report.strayBytes)}) that nothing names; removed in time.`]),
    ...report.databaseProblems,
    ...report.brokenDocuments.map(lineOf),
  ];
}

function lineOf({ name, sha256, damage, remedy, usedIn }: BrokenDocument): string {
  const places = usedIn.map(({ kind, label }) => `${kind} ${label}`).join(', ');
  return `${damage}: ${name || sha256}${places === '' ? '' : ` (${places})`} - ${REMEDIES[remedy]}.`;
}
