import { rmSync } from 'node:fs';
import { type Contents, contentsOf, differencesOf, digestOf } from './contents.ts';
import { inProject } from './project.ts';
import { runNode } from './run-command.ts';

/** Made in other places of the world and by other users, a package says the same. */
const SURROUNDINGS = [
  { TZ: 'UTC', LC_ALL: 'C', USER: 'one' },
  { TZ: 'Pacific/Auckland', LC_ALL: 'fr_FR.UTF-8', USER: 'two' },
] as const;

/** What electron-builder.yml puts into a package, of all that is made here. */
const MADE = ['out/shell', 'out/preload', 'out/renderer', 'out/stage', 'out/icons'];

/**
 * Makes everything that goes into a package twice, from nothing, and compares it file by file: `npm run reproducible`.
 *
 * The installers themselves are not made: their own formats write the time. Returns the exit code.
 */
async function checkReproducible(): Promise<number> {
  const made: Contents[] = [];
  for (const env of SURROUNDINGS) {
    rmSync(inProject('out'), { recursive: true, force: true });
    const { exitCode } = await runNode(inProject('build/lay-out.ts'), [], { env });
    if (exitCode !== 0) return exitCode;
    made.push(contentsOf(inProject(), MADE));
  }
  const [first, second] = made;
  if (first === undefined || second === undefined) return 1;
  const differences = differencesOf(first, second);
  for (const difference of differences) console.error(difference);
  if (differences.length > 0) return 1;
  // Two machines that have the same commit, system and processor print the same line.
  console.log(`${first.size} files, twice the same: sha256 ${digestOf(first)}`);
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await checkReproducible();
