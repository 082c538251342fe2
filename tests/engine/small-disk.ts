import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './domain-workspace.ts';

/** Only root on Linux can make a disk; elsewhere a full disk is tried through the database's own limit. */
export const canMountDisks = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

/** An empty disk of this many bytes, unmounted at the test's end. */
export async function smallDisk(sizeBytes: number): Promise<string> {
  const folder = await temporaryFolder();
  mount(folder, sizeBytes);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
  });
  return folder;
}

function mount(folder: string, sizeBytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder], { stdio: 'ignore' });
}

/** Containers may refuse it even to root. */
function tryMount(): boolean {
  try {
    mount('/mnt', 65_536);
    execFileSync('umount', ['/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
