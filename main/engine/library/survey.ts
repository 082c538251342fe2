import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Survey } from '../../../preload/contract/library.ts';
import type { DomainContext } from '../context.ts';
import { isAllowedFolder } from '../policies/obey.ts';
import { isClosedFolder, isPassedOver } from '../watch/rules.ts';

/** A class of copies several times over; more than that is a whole disk that was meant otherwise. */
const MOST_FILES = 500;
/** Names that are looked at, files or not: a folder of programs holds hundreds of thousands. */
const MOST_NAMES = 20_000;
const DEPTH = 8;

/** What is counted while folders are read. */
interface Tally {
  readonly files: Survey['files'][number][];
  folderCount: number;
  skippedCount: number;
  namesLeft: number;
  isTooMuch: boolean;
}

/**
 * What there is at some paths: files as they are, folders by the files in and below them, in the order of their names.
 *
 * Hidden, unfinished and system files, links, and what may not be read stay aside, counted. A path that is no folder
 * that can be read is given back as a file: bringing it in tells what is wrong with it.
 */
export async function surveyPaths(
  { policies }: DomainContext,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<Survey> {
  const tally: Tally = {
    files: [],
    folderCount: 0,
    skippedCount: 0,
    namesLeft: MOST_NAMES,
    isTooMuch: false,
  };
  for (const path of paths) {
    const facts = await stat(path).catch(() => null);
    // What the school keeps out is not even looked into.
    const entries =
      facts?.isDirectory() === true && isAllowedFolder(policies, path) ? await readFolder(path, tally) : null;
    if (entries === null) tally.files.push({ path, sizeBytes: facts?.isFile() === true ? facts.size : 0 });
    else await walk({ path, entries, depth: 1 }, tally, signal);
  }
  const { files, folderCount, skippedCount, isTooMuch } = tally;
  return { files: isTooMuch ? [] : files, folderCount, skippedCount, isTooMuch, mostFiles: MOST_FILES };
}

async function walk(
  { path, entries, depth }: { path: string; entries: readonly Dirent[]; depth: number },
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<void> {
  tally.folderCount += 1;
  for (const entry of entries) {
    signal?.throwIfAborted();
    if (tally.isTooMuch) return;
    await takeEntry(join(path, entry.name), { entry, depth }, tally, signal);
  }
}

async function takeEntry(
  path: string,
  { entry, depth }: { entry: Dirent; depth: number },
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<void> {
  const isFolder = entry.isDirectory();
  const mayBeTaken = !isPassedOver(entry.name) && !isClosedFolder(entry.name);
  if (isFolder && mayBeTaken && depth < DEPTH) {
    const entries = await readFolder(path, tally);
    if (entries !== null) return walk({ path, entries, depth: depth + 1 }, tally, signal);
  }
  const facts = entry.isFile() && mayBeTaken ? await stat(path).catch(() => null) : null;
  if (facts === null) tally.skippedCount += 1;
  else tally.files.push({ path, sizeBytes: facts.size });
  if (tally.files.length > MOST_FILES) tally.isTooMuch = true;
}

/** The entries of a folder as people order them (« Page 2 » before « Page 10 »); null when it cannot be read. */
async function readFolder(path: string, tally: Tally): Promise<Dirent[] | null> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(path)) {
      tally.namesLeft -= 1;
      if (tally.namesLeft < 0) {
        tally.isTooMuch = true;
        break;
      }
      entries.push(entry);
    }
  } catch {
    return null;
  }
  const order = new Intl.Collator('fr', { numeric: true });
  return entries.sort((a, b) => order.compare(a.name, b.name));
}
