import { hostname } from 'node:os';
import { createEngine, type Engine } from '../engine/create-engine.ts';
import { trustSystemCertificates } from '../engine/platform/certificates.ts';
import { memorySecrets } from '../engine/platform/secrets.ts';
import { appVersion } from './app-version.ts';

/**
 * Runs a command on the engine, and closes it whatever happens.
 *
 * There is no keyring here: a session's secret lives as long as the command, and the password is asked for again.
 */
export async function withEngine<T>(dataDirectory: string, use: (engine: Engine) => Promise<T>): Promise<T> {
  trustSystemCertificates();
  const engine = await createEngine({
    dataDirectory,
    appVersion: appVersion(),
    deviceName: hostname(),
    secrets: memorySecrets(),
  });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}
