import { join } from 'node:path';
import { nodeProcesses } from '../../../main/engine/platform/processes.ts';
import type { DialOverrides } from '../../../main/reference-ent/dial.ts';
import type { EntMessage } from '../../../main/reference-ent/messages.ts';
import { type ReferenceEnt, startReferenceEnt } from '../../../main/reference-ent/server.ts';
import type { EntStatistics } from '../../../main/reference-ent/statistics.ts';

/** The reference server in a process of its own: what it costs is its own alone, and it counts what reaches it. */
export interface EntProcess {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  statistics(): Promise<EntStatistics>;
  dial(overrides: DialOverrides): void;
  /** Lets the school write to the dataset: the server is stopped meanwhile, and comes back at the same address. */
  betweenTwoRuns(write: (ent: ReferenceEnt) => void | Promise<void>): Promise<void>;
  close(): Promise<void>;
}

type Listening = EntMessage & { type: 'listening' };

/** Starts an empty school in `directory`. */
export async function startEntProcess(directory: string): Promise<EntProcess> {
  let child = fork(directory, '0');
  let told = await child.hear('listening');
  const { port } = new URL(told.url);
  const stop = async () => {
    const gone = new Promise<void>((resolve) => child.port.onExit(() => resolve()));
    child.port.kill();
    await gone;
  };
  return {
    get url() {
      return told.url;
    },
    login: told.login,
    password: told.password,
    async statistics() {
      const answer = child.hear('statistics');
      child.port.postMessage({ type: 'statistics' });
      return (await answer).statistics;
    },
    dial: (overrides) => child.port.postMessage({ type: 'dial', overrides }),
    async betweenTwoRuns(write) {
      await stop();
      const ent = await startReferenceEnt({ directory, seed: 'empty' });
      try {
        await write(ent);
      } finally {
        await ent.close();
      }
      child = fork(directory, port);
      told = await child.hear('listening');
    },
    close: stop,
  };
}

/** The path of a school in a folder of the bench. */
export function entDirectory(folder: string): string {
  return join(folder, 'ent');
}

function fork(directory: string, port: string) {
  const args = ['--data', directory, '--seed', 'empty', '--port', port];
  const child = nodeProcesses().fork('reference-ent', { args, stderr: 'inherit' });
  const hear = <T extends EntMessage['type']>(type: T) =>
    new Promise<EntMessage & { type: T }>((resolve, reject) => {
      const unlisten = child.onMessage((message) => {
        const told = message as EntMessage;
        if (told.type === 'failed') reject(new Error(told.message));
        if (told.type !== type) return;
        unlisten();
        resolve(told as EntMessage & { type: T });
      });
      child.onExit(({ code, signal }) => reject(new Error(`the server has ended: ${code ?? signal}`)));
    });
  return { port: child, hear } satisfies { port: unknown; hear(type: 'listening'): Promise<Listening> };
}
