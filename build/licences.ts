import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A part that is shipped, as the screen « À propos » lists it. */
export interface ShippedPart {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly licence: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/**
 * The packages that some files belong to: those that the bundles were really made of, each once, by name.
 *
 * Throws for a package without a licence: it could not be shipped.
 */
export function partsOf(files: Iterable<string>): ShippedPart[] {
  const parts = new Map<string, ShippedPart>();
  const folders = new Set<string>();
  for (const file of files) {
    const folder = packageFolder(file);
    if (folder === null || folders.has(folder)) continue;
    folders.add(folder);
    const {
      name = '',
      version = '',
      license,
    } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    if (license === undefined) throw new Error(`${name} says nothing of its licence.`);
    parts.set(`${name} ${version}`, { name, version, licence: license });
  }
  return [...parts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder of the package that a file of node_modules lies in; null for our own files and for what no file is. */
function packageFolder(file: string): string | null {
  const path = file.replace(/^\0/, '').replace(/\?.*$/, '');
  if (!path.includes('node_modules')) return null;
  for (let folder = dirname(path); folder.includes('node_modules'); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    // Some packages have a package.json in a folder of theirs that tells no more than which kind of modules lie there.
    if (existsSync(manifest) && isNamed(manifest)) return folder;
  }
  return null;
}

function isNamed(manifest: string): boolean {
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  return name !== undefined && version !== undefined;
}

/** Licences that would bind Cartable's own code, or that let it be used only in part. */
export function isForbidden(licence: string): boolean {
  return /(?:^|[\s(])(?:A?GPL|SSPL|BUSL|CC-BY-NC)/i.test(licence) && !/\bOR\b/i.test(licence);
}
