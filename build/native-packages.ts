import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inProject } from './project.ts';

/**
 * These stay outside: native modules find their own binaries beside their own files, and libheif (LGPL) lies in a folder
 * of its own so that whoever has the program can put another build in its place.
 */
export const NATIVE_MODULES = ['better-sqlite3', 'libheif-js', 'sharp'];

/** The folders of those packages and of all that they need, by name: what plain Node must find beside the engine. */
export function nativePackages(): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const name of NATIVE_MODULES) collectPackage(inProject('package.json'), name, folders);
  return folders;
}

/**
 * Adds a package's folder, and those of everything that it needs and that is installed.
 *
 * They are laid side by side, so two versions of one package cannot be: an Error says which.
 */
function collectPackage(fromFile: string, name: string, folders: Map<string, string>): void {
  const folder = packageFolder(fromFile, name);
  const known = folders.get(name);
  if (folder === undefined || known === folder) return;
  if (known !== undefined)
    throw new Error(`The engine would need two versions of ${name}: ${known}, ${folder}.`);
  folders.set(name, folder);
  const manifestPath = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as PackageManifest;
  for (const needed of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    // Headers for compiling, which never happens here: the binaries come with the package.
    if (needed !== 'node-addon-api') collectPackage(manifestPath, needed, folders);
  }
}

/** Where Node would find a package from a file; undefined if it is not installed (another system's binaries). */
function packageFolder(fromFile: string, name: string): string | undefined {
  const places = createRequire(fromFile).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')));
}

interface PackageManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
