import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from './project.ts';

/** Everything that bundles are made of: the sources, the packages' exact versions, and how they are put together. */
const SOURCE_FOLDERS = ['main', 'preload', 'renderer'];
const SOURCE_FILES = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'build/bundle.ts'];
const NEVER_BUNDLED = /(?:^|[\\/])node_modules[\\/]|\.test\.tsx?$|\.md$/;

const STAMP = inProject('out/bundled-from.txt');

/** Whether what lies in out/ was made from the sources as they are now. */
export function isBundleFresh(outputs: readonly string[]): boolean {
  if (!existsSync(STAMP) || !outputs.every((output) => existsSync(inProject(output)))) return false;
  return readFileSync(STAMP, 'utf8') === fingerprint(inProject());
}

/** To call before making bundles: a half-made set is never taken for a fresh one. */
export function forgetBundles(): void {
  rmSync(STAMP, { force: true });
}

/** To call once every bundle is made. `from` is the fingerprint taken before the first source was read. */
export function stampBundles(from: string): void {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, from);
}

/** A hash of the names and contents of everything that is bundled from a project. */
export function fingerprint(project: string): string {
  const hash = createHash('sha256');
  for (const path of sourcesOf(project)) {
    const bytes = readFileSync(join(project, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function sourcesOf(project: string): readonly string[] {
  const inFolders = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1))
      .filter((path) => !NEVER_BUNDLED.test(path)),
  );
  return [...SOURCE_FILES.filter((file) => existsSync(join(project, file))), ...inFolders.sort()];
}
