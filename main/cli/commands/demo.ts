import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { runDemo } from '../demo/run-demo.ts';
import { formatBytes, printResult } from '../print.ts';

/** `demo`: the whole journey of a teacher against the embedded ENT, headless. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      "A teacher's whole journey against the embedded ENT: receive, prepare, grade 35 copies, sync.",
    )
    .option('--data <dir>', 'keep the data there (a temporary folder that is removed, otherwise)')
    .option('--json', 'print one JSON object')
    .action(async (options: { data?: string; json?: boolean }) => {
      const dataDirectory = options.data ?? (await mkdtemp(join(tmpdir(), 'cartable-demo-')));
      const say = (line: string) => options.json !== true && process.stdout.write(`${line}\n`);
      try {
        const report = await runDemo(dataDirectory, say);
        const { documents, sync, server } = report;
        printResult(options.json, report, [
          '',
          `${report.graded} copies of ${report.students} graded, with comments.`,
          `${documents.count} documents: ${formatBytes(documents.bytesBefore)} before, ${formatBytes(documents.bytesAfter)} sent.`,
          `${sync.sessions} syncs, ${sync.requests} requests, ${formatBytes(sync.bytesUp)} up, ${formatBytes(sync.bytesDown)} down.`,
          `At the ENT: ${server.grades} grades, ${server.comments} comments, ${server.lessons} lessons; ` +
            `${server.matchesLocal ? 'all as on this computer' : 'NOT as on this computer'}.`,
          `${(report.elapsedMs / 1000).toFixed(1)} s in all.`,
        ]);
        if (!server.matchesLocal) process.exitCode = 1;
      } finally {
        if (options.data === undefined) await rm(dataDirectory, { recursive: true, force: true });
      }
    });
}
