import { hostname } from 'node:os';
import { createEngine, type Engine } from '../engine/create-engine.ts';
import { trustCertificates } from '../engine/platform/certificates.ts';
import { memorySecrets } from '../engine/platform/secrets.ts';
import { schoolCertificates } from '../engine/policies/obey.ts';
import { readPolicies } from '../engine/policies/read-policies.ts';
import { appVersion } from './app-version.ts';
import { openInBrowser } from './open-in-browser.ts';
import { speakOf } from './words/spoken.ts';

/**
 * Runs a command on the engine, and closes it whatever happens.
 *
 * There is no keyring here: a session's secret lives as long as the command, and the password is asked for again.
 */
export async function withEngine<T>(dataDirectory: string, use: (engine: Engine) => Promise<T>): Promise<T> {
  const policies = await readPolicies();
  trustCertificates(schoolCertificates(policies));
  const engine = await createEngine({
    dataDirectory,
    appVersion: appVersion(),
    deviceName: hostname(),
    secrets: memorySecrets(),
    policies,
    openPage: openInBrowser,
  });
  try {
    await nameServer(engine);
    return await use(engine);
  } finally {
    await engine.close();
  }
}

/** What is said from here on calls the server of the open account by its name. */
export async function nameServer({ client }: Pick<Engine, 'client'>): Promise<void> {
  const { account } = await client.account.state();
  speakOf(account === null ? 'unknown' : account.kind === 'moodle' ? 'moodle' : 'ent');
}
