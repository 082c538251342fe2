import { Command } from 'commander';
import { defaultDataDirectory } from '../data-directory.ts';
import { formatBytes, printResult } from '../print.ts';
import { withEngine } from '../with-engine.ts';

/** `doctor`: integrity of the database and of every document. Exits with 1 when something is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check the database, and every document against its hash.')
    .option('--data <dir>', 'where Cartable keeps its data', defaultDataDirectory())
    .option('--json', 'print one JSON object')
    .action(async (options: { data: string; json?: boolean }) => {
      await withEngine(options.data, async ({ client }) => {
        const report = await client.settings.doctor();
        printResult(options.json, report, [
          report.isHealthy ? 'Healthy.' : 'Something is wrong.',
          `Schema ${report.schemaVersion}; ${report.blobCount} documents (${formatBytes(report.blobBytes)}), ` +
            `${report.missingBlobs} missing, ${report.corruptBlobs} damaged; ${report.waitingCount} edits wait.`,
          ...report.databaseProblems,
        ]);
        if (!report.isHealthy) process.exitCode = 1;
      });
    });
}
