import { copyFileSync, cpSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { nativePackages } from './native-packages.ts';
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
  // electron-builder leaves out any folder called node_modules: this one gets its name from electron-builder.yml.
  for (const [name, folder] of nativePackages()) copyPackage(folder, join(STAGE, 'engine-modules', name));
  mkdirSync(join(STAGE, 'node'));
  if (process.platform === 'linux') {
    copyFileSync(realpathSync(process.execPath), join(STAGE, 'node/node'));
    copyFileSync(inProject('resources/licences/node.txt'), join(STAGE, 'node/LICENSE'));
  }
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
