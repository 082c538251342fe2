import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../main/engine/platform/clock.ts';
import { watchHandlers } from '../../main/engine/watch/handlers.ts';
import { WatchedFolders } from '../../main/engine/watch/watched-folders.ts';
import type { Arrival, WatchedFolder } from '../../preload/contract/watch.ts';
import {
  type DomainWorkspace,
  openDomainWorkspace,
  receiveClass,
  temporaryFolder,
} from './domain-workspace.ts';

/** The product's patience, shorter. */
export const PACE = { settleMs: 150, gatherMs: 20, rereadMs: 300, returnMs: 50, restMs: 1, waitMs: 20 };
const LIMIT_MS = 20_000;

/** A workspace with a class, a lesson, and one empty folder that is watched. */
export interface WatchedWorkspace {
  readonly workspace: DomainWorkspace;
  readonly folders: WatchedFolders;
  readonly folder: string;
  readonly folderId: string;
  put(name: string, bytes?: string | Buffer): Promise<string>;
  arrivals(): Arrival[];
  names(): string[];
  state(): WatchedFolder;
  /** Stops watching and begins again, as a restart does. */
  restart(): Promise<WatchedFolders>;
}

export async function openWatchedWorkspace(
  prepare: (folder: string) => Promise<void> = async () => undefined,
  pace = PACE,
): Promise<WatchedWorkspace> {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 3);
  const folder = await temporaryFolder();
  await prepare(folder);
  let folders = watchIn(workspace, pace);
  const { id: folderId } = await folders.add(folder);
  await until(() => folders.list()[0]?.state === 'watching');
  const arrivals = () => watchHandlers.arrivals(workspace.context).arrivals;
  return {
    workspace,
    get folders() {
      return folders;
    },
    folder,
    folderId,
    async put(name, bytes = `Contenu de ${name}`) {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    },
    arrivals,
    names: () =>
      arrivals()
        .map(({ name }) => name)
        .sort(),
    state: () => folders.list()[0] as WatchedFolder,
    async restart() {
      await folders.close();
      folders = watchIn(workspace, pace);
      await until(() => folders.list().every(({ state }) => state !== 'starting'));
      return folders;
    },
  };
}

function watchIn({ context, directory }: DomainWorkspace, pace: typeof PACE): WatchedFolders {
  const folders = new WatchedFolders({
    context,
    clock: systemClock,
    ownFolder: directory,
    pace,
    isQuiet: () => true,
    onBug: (error) => {
      throw error;
    },
  });
  folders.start();
  onTestFinished(() => folders.close());
  return folders;
}

/** Waits for a condition; throws its text when it does not come. */
export async function until(condition: () => boolean, limitMs = LIMIT_MS): Promise<void> {
  for (const end = Date.now() + limitMs; !condition(); await setTimeout(10))
    if (Date.now() > end) throw new Error(`never came: ${condition}`);
}

/** Long enough for the folder to be read again twice, and for whatever would come in to settle. */
export async function aWhile(): Promise<void> {
  await setTimeout(2 * PACE.rereadMs + 2 * PACE.settleMs);
}
