import { _electron, type ElectronApplication } from '@playwright/test';
import { inProject } from '../../../build/project.ts';

/** The real window on a data directory, in French. */
export async function launchWindow(
  executablePath: string,
  dataDirectory: string,
): Promise<ElectronApplication> {
  const isRoot = process.getuid?.() === 0;
  const args = [...(isRoot ? ['--no-sandbox'] : []), inProject('.'), `--data=${dataDirectory}`, '--lang=fr'];
  const env = { ...(process.env as Record<string, string>), CARTABLE_NODE: process.execPath, LANGUAGE: 'fr' };
  return _electron.launch({ executablePath, args, env });
}
