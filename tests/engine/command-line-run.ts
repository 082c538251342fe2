import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const CARTABLE = resolve(import.meta.dirname, '../../main/cli/cartable.ts');

/** Runs the command line to its end, in English and with a password unless `env` says otherwise. */
export function cartable(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CARTABLE, ...parameters], {
    encoding: 'utf8',
    env: { ...process.env, LANGUAGE: '', LC_ALL: 'C', CARTABLE_PASSWORD: 'faux', ...env },
    timeout: 170_000,
    input: '',
  });
}
