import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { type DemoReport, runDemo } from '../demo/run-demo.ts';
import { notEmpty } from '../options.ts';
import { formatBytes, printResult } from '../print.ts';
import type { CliWords } from '../words/en.ts';

/** `demo`: the whole journey of a teacher against the embedded ENT, headless. */
export function demoCommand(words: CliWords): Command {
  return new Command('demo')
    .description(words.demo.about)
    .addOption(new Option('--data <dir>', words.demo.data).argParser(notEmpty(words)))
    .option('--json', words.help.json)
    .action(async (options: { data?: string; json?: boolean }) => {
      const dataDirectory = options.data ?? (await mkdtemp(join(tmpdir(), 'cartable-demo-')));
      const say = (line: string) => options.json !== true && process.stdout.write(`${line}\n`);
      try {
        const report = await runDemo(dataDirectory, words.demo, say);
        printResult(options.json, report, linesOf(report, words));
        if (!report.server.matchesLocal) process.exitCode = 1;
      } finally {
        if (options.data === undefined) await rm(dataDirectory, { recursive: true, force: true });
      }
    });
}

function linesOf(
  { graded, students, documents, sync, server, elapsedMs }: DemoReport,
  words: CliWords,
): string[] {
  const { demo } = words;
  const size = (bytes: number) => formatBytes(bytes, words);
  return [
    '',
    demo.summary(graded, students),
    demo.documents(documents.count, size(documents.bytesBefore), size(documents.bytesAfter)),
    demo.traffic(sync.sessions, sync.requests, size(sync.bytesUp), size(sync.bytesDown)),
    demo.server(server.grades, server.comments, server.lessons, server.matchesLocal),
    demo.elapsed(elapsedMs / 1000),
  ];
}
