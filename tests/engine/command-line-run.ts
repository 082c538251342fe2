import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const CARTABLE = resolve(import.meta.dirname, '../../main/cli/cartable.ts');

/** English and a password, unless `env` says otherwise. */
export function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, LANGUAGE: '', LC_ALL: 'C', CARTABLE_PASSWORD: 'faux', ...env };
}

/** Runs the command line to its end. */
export function cartable(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CARTABLE, ...parameters], {
    encoding: 'utf8',
    env: environment(env),
    timeout: 170_000,
    input: '',
  });
}
