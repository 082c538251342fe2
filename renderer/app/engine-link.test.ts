import { createORPCClient } from '@orpc/client';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, expect, test } from 'vitest';
import type { EngineClient } from '../../preload/contract/index.ts';
import { contract } from '../../preload/contract/index.ts';
import { toAppError } from './app-error.ts';
import { EngineLink } from './engine-link.ts';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** An engine of one procedure over a real MessageChannel; it answers when `answer` resolves. */
function startEngine(link: EngineLink, answer: () => Promise<{ waitingCount: number }>) {
  const os = implement(contract);
  const handler = new RPCHandler({ account: { leave: os.account.leave.handler(answer) } });
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  handler.upgrade(port1);
  port1.start();
  link.connect(port2);
}

function newClient() {
  const link = new EngineLink();
  const client: EngineClient = createORPCClient(link);
  return { link, client };
}

const never = async () => new Promise<never>(() => undefined);

test('a call made before the engine is there waits for it', async () => {
  const { link, client } = newClient();
  const call = client.account.leave();
  startEngine(link, async () => ({ waitingCount: 3 }));
  expect(await call).toEqual({ waitingCount: 3 });
});

test('a call that was pending when the engine was replaced fails with engine/restarted', async () => {
  const { link, client } = newClient();
  startEngine(link, never);
  const call = client.account.leave().catch(toAppError);
  await new Promise((resolve) => setTimeout(resolve, 5));
  startEngine(link, async () => ({ waitingCount: 0 }));
  expect(await call).toMatchObject({ code: 'engine/restarted', retry: 'later' });
  expect(await client.account.leave()).toEqual({ waitingCount: 0 });
});

test('a call that was pending when the engine died fails at once, before the next engine', async () => {
  const { link, client } = newClient();
  startEngine(link, never);
  const call = client.account.leave().catch(toAppError);
  await new Promise((resolve) => setTimeout(resolve, 5));
  link.disconnect();
  expect(await call).toMatchObject({ code: 'engine/restarted' });
});

test('a call that was pending when its port closed by itself fails with engine/restarted', async () => {
  const { link, client } = newClient();
  startEngine(link, never);
  const call = client.account.leave().catch(toAppError);
  await new Promise((resolve) => setTimeout(resolve, 5));
  ports[0]?.close();
  expect(await call).toMatchObject({ code: 'engine/restarted' });
  const next = client.account.leave();
  startEngine(link, async () => ({ waitingCount: 2 }));
  expect(await next).toEqual({ waitingCount: 2 });
});

test('an engine that is given up fails waiting and new calls, until a port arrives', async () => {
  const { link, client } = newClient();
  const call = client.account.leave().catch(toAppError);
  link.giveUp();
  expect(await call).toMatchObject({ code: 'engine/unavailable', retry: 'after-user' });
  expect(await client.account.leave().catch(toAppError)).toMatchObject({ code: 'engine/unavailable' });
  startEngine(link, async () => ({ waitingCount: 1 }));
  expect(await client.account.leave()).toEqual({ waitingCount: 1 });
});

test('what is no declared error is unexpected', () => {
  expect(toAppError(new Error('boom')).code).toBe('internal/unexpected');
  expect(toAppError('boom').code).toBe('internal/unexpected');
});
