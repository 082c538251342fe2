import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { inProject } from './project.ts';
import { runNode } from './run-command.ts';
import {
  countOneCheck,
  countPlaywrightReport,
  countVitestReport,
  NO_TESTS,
  type PlaywrightReport,
  type TestCounts,
  type VitestReport,
} from './test-counts.ts';
import { withTestFolder } from './test-folder.ts';

/** A stage of `npm test`, given what was typed after its name. */
export type TestStage = (parameters: readonly string[]) => Promise<TestCounts>;

/** One tsconfig per runtime: a file compiles only against what its runtime really has. */
const TYPE_PROJECTS = [
  'main/tsconfig.json',
  'main/shell/tsconfig.json',
  'preload/tsconfig.json',
  'renderer/tsconfig.json',
  'renderer/tsconfig.tests.json',
  'tests/tsconfig.json',
  'build/tsconfig.json',
];

/** The stages of `npm test`, in the order that finds the cheapest mistakes first. */
export const TEST_STAGES: Readonly<Record<string, TestStage>> = {
  lint: async (parameters) =>
    checkBy('node_modules/@biomejs/biome/bin/biome', ['check', ...orAll(parameters)]),
  types: checkTypes,
  layers: async () =>
    checkBy('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err-long',
      'main',
      'preload',
      'renderer',
      'build',
      'tests',
    ]),
  unit: (parameters) => runVitest('unit', parameters),
  engine: (parameters) => runVitest('engine', parameters),
  e2e: runPlaywright,
};

function orAll(parameters: readonly string[]): readonly string[] {
  return parameters.length > 0 ? parameters : ['.'];
}

async function checkBy(program: string, parameters: readonly string[]): Promise<TestCounts> {
  const { exitCode } = await runNode(inProject(program), parameters);
  return countOneCheck(exitCode === 0);
}

async function checkTypes(): Promise<TestCounts> {
  let isPassed = true;
  for (const project of TYPE_PROJECTS) {
    // What was checked before and has not changed is not checked again.
    const memory = inProject('out/types', `${project.replaceAll('/', '-')}.tsbuildinfo`);
    const { exitCode, output } = await runNode(
      inProject('node_modules/typescript/bin/tsc'),
      ['-p', project, '--incremental', '--tsBuildInfoFile', memory],
      { isQuiet: true },
    );
    // Nothing to compile yet (TS18003) is no mistake: a folder may come before its first file.
    if (exitCode === 0 || output.includes('TS18003')) continue;
    console.log(`${project}\n${output}`);
    isPassed = false;
  }
  return countOneCheck(isPassed);
}

async function runVitest(project: string, parameters: readonly string[]): Promise<TestCounts> {
  const reportPath = freshReportPath(project);
  const given = [
    'run',
    `--project=${project}`,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
    ...parameters,
  ];
  const { exitCode } = await withTestFolder((env) =>
    runNode(inProject('node_modules/vitest/vitest.mjs'), given, { env }),
  );
  return orOneFailure(exitCode, readReport<VitestReport>(reportPath), countVitestReport);
}

async function runPlaywright(parameters: readonly string[]): Promise<TestCounts> {
  // Loaded here, so that a broken bundler never stops the stages that need no window.
  const { prepareWindowTests } = await import('./window-tests.ts');
  const launcher = await prepareWindowTests();
  if (launcher === undefined) return countOneCheck(false);
  const reportPath = freshReportPath('e2e');
  const { exitCode } = await launcher.run(
    inProject('node_modules/@playwright/test/cli.js'),
    ['test', '--pass-with-no-tests', ...parameters],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: reportPath },
  );
  return orOneFailure(exitCode, readReport<PlaywrightReport>(reportPath), countPlaywrightReport);
}

function freshReportPath(stage: string): string {
  const path = inProject('out/test-reports', `${stage}.json`);
  mkdirSync(dirname(path), { recursive: true });
  // A report left by an earlier run must never be counted as this one's.
  rmSync(path, { force: true });
  return path;
}

function readReport<Report>(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** A runner that ended badly without naming a failed test still counts as one failure. */
function orOneFailure<Report>(
  exitCode: number,
  report: Report | undefined,
  count: (report: Report) => TestCounts,
): TestCounts {
  const counts = report === undefined ? NO_TESTS : count(report);
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
