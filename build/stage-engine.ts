import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { NATIVE_MODULES } from './bundle.ts';
import { inProject } from './project.ts';

/** What electron-builder.yml puts beside the ASAR. */
const STAGE = inProject('out/stage');

/** Files of a package that only its build needs, and libheif's form for engines without WebAssembly. */
const LEFT_OUT = new Set(['src', 'deps', 'binding.gyp', 'install', 'test', 'libheif']);

/**
 * Lays out what plain Node needs to run the engine: its bundles, the native modules that they import with the packages
 * those need, and on Linux the Node binary itself. For this machine's system and processor only: an installer is made on
 * its own system.
 */
export function stageEngine(): void {
  rmSync(STAGE, { recursive: true, force: true });
  const engine = join(STAGE, 'engine');
  cpSync(inProject('out/engine'), engine, { recursive: true, filter: (path) => !path.endsWith('.map') });
  const folders = new Map<string, string>();
  for (const name of NATIVE_MODULES) collectPackage(inProject('package.json'), name, folders);
  // electron-builder leaves out any folder called node_modules: this one gets its name from electron-builder.yml.
  for (const [name, folder] of folders) copyPackage(folder, join(STAGE, 'engine-modules', name));
  mkdirSync(join(STAGE, 'node'));
  if (process.platform === 'linux') {
    copyFileSync(realpathSync(process.execPath), join(STAGE, 'node/node'));
    copyFileSync(inProject('resources/licences/node.txt'), join(STAGE, 'node/LICENSE'));
  }
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

function copyPackage(folder: string, target: string): void {
  cpSync(folder, target, {
    recursive: true,
    filter: (path) => {
      const [first] = relative(folder, path).split(sep);
      if (first === 'node_modules' || (first !== undefined && LEFT_OUT.has(first) && path !== folder))
        return false;
      return (
        basename(dirname(path)) !== 'prebuilds' || path.endsWith(`${process.platform}-${process.arch}.node`)
      );
    },
  });
}

interface PackageManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
