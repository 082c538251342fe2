import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type MsiContent, msiFaults } from './msi-rules.ts';
import { inProject } from './project.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Checks MSIs by Debian's msitools: `npm run check-msi -- dist/*.msi`. Returns the exit code. */
function checkMsis(paths: readonly string[]): number {
  if (paths.length === 0) {
    console.error('Which MSI? npm run check-msi -- dist/*.msi');
    return 2;
  }
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const { msi } = parse(readFileSync(inProject('electron-builder.yml'), 'utf8'));
  const faults = paths.flatMap((path) =>
    msiFaults(readMsi(path), { version, upgradeCode: msi.upgradeCode }).map((fault) => `${path}: ${fault}`),
  );
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

/** Throws when the file is no MSI, or msitools are not installed. */
function readMsi(path: string): MsiContent {
  const tell = (program: string, parameters: readonly string[]) =>
    execFileSync(program, parameters, { encoding: 'utf8', maxBuffer: MOST_BYTES });
  const table = (name: string) => tell('msiinfo', ['export', path, name]);
  return {
    tables: {
      Property: table('Property'),
      Upgrade: table('Upgrade'),
      CustomAction: table('CustomAction'),
      InstallExecuteSequence: table('InstallExecuteSequence'),
    },
    files: tell('msiextract', ['-l', path]).split('\n'),
  };
}

if (process.argv[1] === import.meta.filename) process.exitCode = checkMsis(process.argv.slice(2));
