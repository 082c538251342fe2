// Runs one of the project's TypeScript programs under Node 24, or stops with one clear line.
//
// This file is plain JavaScript so that an older Node, which cannot read the others, can at least say so.
// npm puts node_modules/.bin first on the PATH of its scripts, and `npm ci` lays a Node 24 binary there (devDependency
// "node"): better-sqlite3 13 crashes under Node 20, and the sources need Node's own type stripping.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const OLDEST_MAJOR = 24;

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write('Usage: node build/run-under-node24.mjs <program.ts> [arguments]\n');
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < OLDEST_MAJOR) {
  process.stderr.write(
    `Cartable's scripts need Node ${OLDEST_MAJOR}, and this is ${process.version}: run "npm ci" in the project's folder, ` +
      'which installs one for them, then start them by npm.\n',
  );
  process.exit(1);
}
process.argv = [process.argv[0], resolve(entry), ...rest];
await import(pathToFileURL(resolve(entry)).href);
