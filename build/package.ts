import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { bundleIfNeeded } from './bundle.ts';
import { type ElectronRuntime, resolveElectron } from './electron-runtime.ts';
import { drawIcons } from './icons.ts';
import { inProject } from './project.ts';
import { isAppImage, processorRefusal, releaseRefusal } from './release-guard.ts';
import { runNode } from './run-command.ts';
import { descriptionName } from './sign-feed.ts';
import { stageEngine } from './stage-engine.ts';

const UNPACKED = inProject('dist/linux-unpacked');

const TEST_PACKAGE_NOTE = `This folder is for tests only, and must not be given to anybody.

Its runtime is not the product's Electron but an old one (25.1.1, out of support), taken because the real one could not
be had on the machine that made it, and it lets a debugger in.
`;

/**
 * Makes an installer, or the bare folder: `npm run package -- --linux dir`.
 *
 * What is typed goes to electron-builder. With the fallback runtime only the bare Linux folder is made, marked as a
 * test package. Returns the exit code: 2 for a target that this machine must not make.
 */
export async function packageCartable(parameters: readonly string[]): Promise<number> {
  const runtime = await resolveElectron();
  if (runtime === undefined) return 1;
  const refusal =
    releaseRefusal(process.env, runtime.isFallback) ?? processorRefusal(parameters, process.arch);
  if (refusal !== null) {
    console.error(refusal);
    return 2;
  }
  if (runtime.isFallback && parameters.join(' ') !== '--linux dir') {
    console.error(
      'The fallback runtime is for development and tests: with it only "npm run package -- --linux dir" is made. ' +
        'Installers need the real Electron (see the README).',
    );
    return 2;
  }
  if (Boolean(process.env.CARTABLE_UPDATE_URL) !== Boolean(process.env.CARTABLE_UPDATE_KEY)) {
    console.error(
      'CARTABLE_UPDATE_URL and CARTABLE_UPDATE_KEY belong together: an unsigned feed is obeyed by nobody.',
    );
    return 2;
  }
  await bundleIfNeeded();
  await drawIcons();
  stageEngine();
  rmSync(UNPACKED, { recursive: true, force: true });
  const { exitCode } = await runNode(inProject('node_modules/electron-builder/cli.js'), [
    '--config',
    'electron-builder.yml',
    '--publish',
    'never',
    ...parameters,
    ...settingsFor(runtime),
  ]);
  if (exitCode === 0 && runtime.isFallback) markAsTestPackage();
  if (process.env.CARTABLE_RELEASE) {
    checkAppImages();
    if (exitCode === 0) nameDescription();
  }
  return exitCode;
}

/** Whatever made them: one whose runtime is a script of tests never leaves this machine. */
function checkAppImages(): void {
  for (const name of readdirSync(inProject('dist'))) {
    if (!name.endsWith('.AppImage')) continue;
    const head = Buffer.alloc(16);
    const file = openSync(inProject('dist', name), 'r');
    readSync(file, head);
    closeSync(file);
    if (!isAppImage(head)) throw new Error(`${name} is no AppImage.`);
  }
}

/** What electron-builder says of the installers, under a name that another machine's does not have: sign-feed.ts reads all. */
function nameDescription(): void {
  const [written] = readdirSync(inProject('dist')).filter((name) => /^latest.*\.yml$/.test(name));
  if (written === undefined) throw new Error('electron-builder has described no installer.');
  renameSync(inProject('dist', written), inProject('dist', descriptionName(process.platform, process.arch)));
}

function settingsFor(runtime: ElectronRuntime): readonly string[] {
  const settings = [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`];
  const { CARTABLE_UPDATE_URL: updateUrl, CARTABLE_UPDATE_KEY: updateKey } = process.env;
  if (updateUrl && updateKey) {
    settings.push('-c.publish.provider=generic', `-c.publish.url=${updateUrl}`);
    // What the installed application goes by: main/shell/updates.ts.
    settings.push(`-c.extraMetadata.updates.url=${updateUrl}`, `-c.extraMetadata.updates.key=${updateKey}`);
  }
  // The fallback lacks this fuse, and tests drive its window through the inspector.
  settings.push(
    runtime.isFallback
      ? '-c.electronFuses.enableNodeCliInspectArguments=true'
      : '-c.electronFuses.grantFileProtocolExtraPrivileges=false',
  );
  return settings;
}

function markAsTestPackage(): void {
  writeFileSync(join(UNPACKED, 'resources/TEST-PACKAGE.txt'), TEST_PACKAGE_NOTE);
  // What made the fallback load a folder, during development, has no place here.
  rmSync(join(UNPACKED, 'resources/app'), { recursive: true, force: true });
  rmSync(join(UNPACKED, 'unpacked-files.json'), { force: true });
  if (!existsSync(join(UNPACKED, 'resources/app.asar'))) throw new Error('The package has no app.asar.');
}

if (process.argv[1] === import.meta.filename) process.exitCode = await packageCartable(process.argv.slice(2));
