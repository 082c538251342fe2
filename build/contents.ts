import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Files by their paths from a root, with slashes; each as its hash, and whether it can be run. */
export type Contents = ReadonlyMap<string, string>;

/** Maps of sources stay here: electron-builder.yml leaves them out. */
const LEFT_OUT = /\.map$/;

/** Every file below some folders, in the order of their paths. Links are what they lead to, as in a package. */
export function contentsOf(root: string, folders: readonly string[]): Contents {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => statSync(path).isFile() && !LEFT_OUT.test(path)),
  );
  return new Map(
    paths
      .map((path): [string, string] => [relative(root, path).split(sep).join('/'), describe(path)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function describe(path: string): string {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const isProgram = (statSync(path).mode & 0o100) !== 0;
  return isProgram ? `${sha256} program` : sha256;
}

/** What is in one of two only, or differs; empty when they are the same. */
export function differencesOf(first: Contents, second: Contents): string[] {
  const paths = [...new Set([...first.keys(), ...second.keys()])].sort();
  return paths.flatMap((path) => {
    const [one, other] = [first.get(path), second.get(path)];
    if (one === other) return [];
    if (other === undefined) return [`${path}: made the first time only`];
    if (one === undefined) return [`${path}: made the second time only`];
    return [`${path}: ${one}, then ${other}`];
  });
}

/** One hash for all of it, to be compared between machines. */
export function digestOf(contents: Contents): string {
  const hash = createHash('sha256');
  for (const [path, description] of contents) hash.update(`${description}  ${path}\n`);
  return hash.digest('hex');
}
