import { existsSync } from 'node:fs';
import { runCommand } from './run-command.ts';

/** The Debian packages that Electron's window needs, and a virtual display for machines without a screen. */
const DEBIAN_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libsecret-1-0',
  'xvfb',
  'xauth',
];

/**
 * Makes sure of the shared libraries that Electron needs on Linux.
 *
 * As root with apt the missing ones are installed; otherwise the exact line to run is printed and false returned.
 * Elsewhere than on a Debian (no dpkg) nothing is checked: Electron itself then names what it misses.
 */
export async function ensureSystemLibraries(): Promise<boolean> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return true;
  const missing = await missingPackages();
  if (missing.length === 0) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) return installAsRoot(missing);
  const packages = await asThisDebianCallsThem(missing);
  console.error(`Electron needs shared libraries that are not here. Run: ${installLine(packages)}`);
  return false;
}

/** The line that installs packages by hand. */
export function installLine(packages: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * The packages that nothing installed provides, read from dpkg's list.
 *
 * Newer Debians call some of them `libgtk-3-0t64` and the like, which provide the old name: so the list of what is
 * provided counts as well.
 */
export function missingIn(dpkgList: string, wanted: readonly string[] = DEBIAN_PACKAGES): readonly string[] {
  const present = new Set<string>();
  for (const line of dpkgList.split('\n')) {
    const [status, name, provides] = line.split('\t');
    if (status !== 'installed' || name === undefined) continue;
    present.add(name);
    for (const provided of (provides ?? '').split(',')) present.add(provided.trim().split(/[ :(]/)[0] ?? '');
  }
  return wanted.filter((name) => !present.has(name));
}

async function missingPackages(): Promise<readonly string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders.
  const format = '${db:Status-Status}\t${Package}\t${Provides}\n';
  const { output } = await runCommand('dpkg-query', ['-W', `-f=${format}`], { isQuiet: true });
  return missingIn(output);
}

async function installAsRoot(missing: readonly string[]): Promise<boolean> {
  console.error(`Installing the libraries that Electron's window needs: ${missing.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Two runs at once, or the system's own nightly updates: wait for dpkg's lock instead of failing on it.
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
  await runCommand('apt-get', ['update', ...patience], { env, isQuiet: true });
  const packages = await asThisDebianCallsThem(missing);
  const parameters = ['install', ...patience, '-y', '--no-install-recommends', ...packages];
  const { exitCode, output } = await runCommand('apt-get', parameters, { env, isQuiet: true });
  if (exitCode === 0) return true;
  console.error(`${output}\napt-get could not install them. Run: ${installLine(packages)}`);
  return false;
}

/**
 * The packages by the names under which they can be installed here.
 *
 * Since their change to 64-bit times, Debian 13 and Ubuntu 24.04 call some of them `...t64`; the old name of libasound2
 * is then shared by two packages, and apt refuses to choose.
 */
async function asThisDebianCallsThem(packages: readonly string[]): Promise<readonly string[]> {
  const names = packages.map(async (name) => {
    const { exitCode } = await runCommand('apt-cache', ['show', `${name}t64`], { isQuiet: true });
    return exitCode === 0 ? `${name}t64` : name;
  });
  return Promise.all(names);
}
