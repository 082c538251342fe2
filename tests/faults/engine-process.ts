import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type EngineToShell, engineToShell } from '../../main/engine/host-contract.ts';
import { type ChildProcessPort, nodeProcesses } from '../../main/engine/platform/processes.ts';
import { RelayedPort } from '../../main/engine/rpc/relayed-port.ts';
import type { EngineClient } from '../../preload/contract/index.ts';

/** The engine as the shell runs it on Linux: a real process, spoken to by relayed messages. */
export interface EngineProcess {
  readonly client: EngineClient;
  /** SIGKILL. Resolves when it is dead. */
  kill(): Promise<void>;
  readonly exited: Promise<void>;
}

type Child = Pick<ChildProcessPort, 'postMessage' | 'onMessage' | 'onExit' | 'kill'>;

/** Starts an engine process and waits until it serves. `secrets` outlive it, as a keyring does. */
export async function startEngineProcess(
  dataDirectory: string,
  secrets: Map<string, string>,
  child: Child = nodeProcesses().fork('engine'),
): Promise<EngineProcess> {
  const exited = new Promise<void>((resolve) => {
    child.onExit(() => resolve());
  });
  const port = new RelayedPort((payload) => child.postMessage({ type: 'port-message', portId: 1, payload }));
  const isReady = new Promise<void>((resolve, reject) => {
    child.onExit(() => reject(new Error('the engine died at its start')));
    child.onMessage((message) => {
      const told = engineToShell.parse(message);
      if (told.type === 'ready') resolve();
      if (told.type === 'start-failed') reject(new Error(told.code));
      if (told.type === 'port-message') port.receive(told.payload);
      answerSecret(told, secrets, (reply) => child.postMessage(reply));
    });
  });
  void exited.then(() => port.close());
  child.postMessage({
    type: 'init',
    dataDirectory,
    appVersion: '0.0.0',
    language: 'fr',
    secretsKeptIn: 'keyring',
  });
  child.postMessage({ type: 'port-open', portId: 1 });
  await isReady;
  return {
    client: createORPCClient(new RPCLink({ port: port as never })),
    exited,
    kill: () => {
      child.kill();
      return exited;
    },
  };
}

function answerSecret(
  told: EngineToShell,
  secrets: Map<string, string>,
  reply: (message: unknown) => void,
): void {
  if (told.type !== 'secret-get' && told.type !== 'secret-set' && told.type !== 'secret-delete') return;
  if (told.type === 'secret-set') secrets.set(told.key, told.value);
  if (told.type === 'secret-delete') secrets.delete(told.key);
  const value = told.type === 'secret-get' ? (secrets.get(told.key) ?? null) : null;
  reply({ type: 'secret-value', requestId: told.requestId, value, keptIn: 'keyring' });
}
