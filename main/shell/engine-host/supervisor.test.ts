import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineState } from '../../../preload/contract/bridge.ts';
import type { EngineToShell } from '../../engine/host-contract.ts';
import type { EngineExit, EngineProcess, ShellWords } from './engine-host.ts';
import { EngineSupervisor } from './supervisor.ts';

const INIT = { dataDirectory: '/data', appVersion: '1', language: 'fr', secretsKeptIn: 'memory' } as const;
const READY = { type: 'ready', workspaceDirectory: '/data/accounts/a' } as const;
const PORT = {} as MessagePortMain;

/** The other side of the process's line, played by the test. */
class PlayedEngine implements EngineProcess {
  readonly heard: ShellWords[] = [];
  readonly ports: MessagePortMain[] = [];
  isKilled = false;
  #say: (message: EngineToShell) => void = () => undefined;
  readonly #exitListeners: ((exit: EngineExit) => void)[] = [];

  send(message: ShellWords): void {
    this.heard.push(message);
  }
  givePort(port: MessagePortMain): void {
    this.ports.push(port);
  }
  onMessage(listener: (message: EngineToShell) => void): void {
    this.#say = listener;
  }
  onExit(listener: (exit: EngineExit) => void): void {
    this.#exitListeners.push(listener);
  }
  kill(): void {
    this.isKilled = true;
    this.die();
  }
  say(message: EngineToShell): void {
    this.#say(message);
  }
  die(): void {
    for (const listener of this.#exitListeners.splice(0)) listener({ code: 0, signal: null });
  }
}

function supervise(init: Promise<typeof INIT> = Promise.resolve(INIT)) {
  const engines: PlayedEngine[] = [];
  const states: EngineState[] = [];
  const workspaces: (string | null)[] = [];
  const locks: boolean[] = [];
  const supervisor = new EngineSupervisor({
    launch: () => {
      const engine = new PlayedEngine();
      engines.push(engine);
      return engine;
    },
    init,
    answerSecret: ({ key }) => ({ value: `secret of ${key}`, keptIn: 'memory' }),
    findProxy: async (url) => `PROXY of ${url}`,
    openPage: () => undefined,
    showPages: () => undefined,
    openCopy: async (path) => path.endsWith('.odt'),
    onState: (state) => states.push(state),
    onGone: () => undefined,
    onLock: (isLocked) => locks.push(isLocked),
    onSyncing: () => undefined,
    onWorkspace: (directory) => workspaces.push(directory),
  });
  const last = () => engines.at(-1) as PlayedEngine;
  return { supervisor, engines, states, workspaces, locks, last };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the link that ends a sign-in reaches an engine that serves, and no other', async () => {
  const { supervisor, engines } = supervise();
  supervisor.start();
  await vi.advanceTimersByTimeAsync(0);
  supervisor.answerSignIn('cartable://token=early');
  engines[0]?.say(READY);
  supervisor.answerSignIn('cartable://token=YWJj');
  expect(engines[0]?.heard.filter(({ type }) => type === 'sign-in-answer')).toEqual([
    { type: 'sign-in-answer', address: 'cartable://token=YWJj' },
  ]);
});

test('an engine is told everything once the shell knows it, and serves ports once it is ready', async () => {
  const init = Promise.withResolvers<typeof INIT>();
  const { supervisor, last, states, workspaces } = supervise(init.promise);
  supervisor.start();
  supervisor.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(last().heard).toEqual([]);
  expect(supervisor.connectPort(PORT)).toBe(false);
  init.resolve(INIT);
  await vi.advanceTimersByTimeAsync(0);
  expect(last().heard).toEqual([{ type: 'init', ...INIT }]);
  last().say(READY);
  expect(supervisor.connectPort(PORT)).toBe(true);
  expect(last().ports).toEqual([PORT]);
  expect({ states, workspaces }).toEqual({ states: ['ready'], workspaces: ['/data/accounts/a'] });
});

test('a dead engine is started again after 1, 5 and 30 s; the fourth death in five minutes is the last', async () => {
  const { supervisor, engines, last, states } = supervise();
  supervisor.start();
  for (const delayMs of [1_000, 5_000, 30_000]) {
    last().say(READY);
    last().die();
    expect(supervisor.connectPort(PORT)).toBe(false);
    const count = engines.length;
    await vi.advanceTimersByTimeAsync(delayMs - 1);
    expect(engines.length).toBe(count);
    await vi.advanceTimersByTimeAsync(1);
    expect(engines.length).toBe(count + 1);
    expect(last().heard[0]?.type).toBe('init');
  }
  last().die();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(engines.length).toBe(4);
  expect(states.at(-1)).toBe('failed');
});

test('an engine that was given up starts again when the teacher says so, with all its chances', async () => {
  const { supervisor, engines, last, states } = supervise();
  supervisor.start();
  for (const delayMs of [1_000, 5_000, 30_000, 0]) {
    last().die();
    await vi.advanceTimersByTimeAsync(delayMs);
  }
  supervisor.restart();
  expect({ engines: engines.length, state: states.at(-1) }).toEqual({ engines: 5, state: 'starting' });
  last().die();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(engines.length).toBe(6);
});

test('an engine that works is not restarted by anybody', () => {
  const { supervisor, engines, last } = supervise();
  supervisor.start();
  last().say(READY);
  supervisor.restart();
  expect(engines.length).toBe(1);
});

test('an engine that could not open its data serves the reason, and can be replaced', async () => {
  const { supervisor, engines, last, states } = supervise();
  supervisor.start();
  last().say({ type: 'start-failed', code: 'store/in-use' });
  expect(supervisor.connectPort(PORT)).toBe(true);
  const [failed] = engines;
  supervisor.restart();
  expect(failed?.isKilled).toBe(true);
  expect(engines.length).toBe(2);
  last().say(READY);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(states).toEqual(['ready', 'starting', 'ready']);
});

test('an engine that hangs is killed and replaced; one that answers is left alone', async () => {
  const { supervisor, engines, last } = supervise();
  supervisor.start();
  const first = last();
  first.say(READY);
  for (let sequence = 0; sequence < 10; sequence++) {
    await vi.advanceTimersByTimeAsync(5_000);
    first.say({ type: 'pong', sequence });
  }
  expect(first.isKilled).toBe(false);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(first.isKilled).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(engines.length).toBe(2);
});

test('nobody is pinged before it is ready: opening a big database takes the time that it takes', async () => {
  const { supervisor, engines, last } = supervise();
  supervisor.start();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(engines.length).toBe(1);
  expect(last().heard.map(({ type }) => type)).toEqual(['init']);
});

test('an engine that says it will be busy is not held for hung meanwhile', async () => {
  const { supervisor, last } = supervise();
  supervisor.start();
  const busy = last();
  busy.say(READY);
  busy.say({ type: 'busy', atMostMs: 120_000 });
  await vi.advanceTimersByTimeAsync(119_000);
  expect(busy.isKilled).toBe(false);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(busy.isKilled).toBe(true);
});

test('stopping asks, waits five seconds, then kills, and nothing starts again', async () => {
  const { supervisor, engines, last } = supervise();
  supervisor.start();
  last().say(READY);
  const stopped = supervisor.stop();
  expect(last().heard.at(-1)).toEqual({ type: 'stop' });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(last().isKilled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(last().isKilled).toBe(true);
  await stopped;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(engines.length).toBe(1);
});

test('a secret is answered to the engine that asks', () => {
  const { supervisor, last } = supervise();
  supervisor.start();
  last().say({ type: 'secret-get', requestId: 7, key: 'a' });
  expect(last().heard.at(-1)).toEqual({
    type: 'secret-value',
    requestId: 7,
    value: 'secret of a',
    keptIn: 'memory',
  });
});

test('what a dead engine still says is not heard', async () => {
  const { supervisor, last, workspaces } = supervise();
  supervisor.start();
  const dead = last();
  dead.die();
  await vi.advanceTimersByTimeAsync(1_000);
  dead.say(READY);
  expect(workspaces).toEqual([]);
});

test('the engine learns of battery and sleep, another one too after a crash, and of the system’s proxy', async () => {
  const { supervisor, last } = supervise();
  supervisor.setOnBattery(true);
  supervisor.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(last().heard).toContainEqual({ type: 'machine', isOnBattery: true, hasWoken: false });
  supervisor.suspend();
  expect(last().heard.at(-1)).toEqual({ type: 'machine-sleeps' });
  supervisor.resume();
  expect(last().heard.at(-1)).toEqual({ type: 'machine', isOnBattery: true, hasWoken: true });
  last().say({ type: 'proxy-find', requestId: 7, url: 'https://ent.fr/' });
  await vi.advanceTimersByTimeAsync(0);
  expect(last().heard.at(-1)).toEqual({
    type: 'proxy-found',
    requestId: 7,
    routes: 'PROXY of https://ent.fr/',
  });
});

test('a document is opened for the engine, which is told whether there is a program for it', async () => {
  const { supervisor, last } = supervise();
  supervisor.start();
  last().say(READY);
  for (const [path, isOpened] of [
    ['1/fiche.odt', true],
    ['1/fiche.txt', false],
  ] as const) {
    last().say({ type: 'copy-open', requestId: 9, path });
    await vi.advanceTimersByTimeAsync(0);
    expect(last().heard.at(-1)).toEqual({ type: 'copy-opened', requestId: 9, isOpened });
  }
});

test('the computer’s own lock reaches the engine; one that dies before it has answered is followed by a locked one', async () => {
  const { supervisor, engines, last, locks } = supervise();
  const startsUnlocked = () => last().heard.map((words) => 'startsUnlocked' in words)[0];
  supervisor.start();
  last().say(READY);
  last().say({ type: 'lock', isLocked: false });
  last().die();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(startsUnlocked()).toBe(true);
  supervisor.lockWithSession();
  expect(last().heard.at(-1)).toEqual({ type: 'session-locks' });
  last().die();
  await vi.advanceTimersByTimeAsync(5_000);
  expect({ engines: engines.length, startsUnlocked: startsUnlocked() }).toEqual({
    engines: 3,
    startsUnlocked: false,
  });
  // One that was told to stay open on such occasions says so, and so does the next one.
  supervisor.lockWithSession();
  last().say({ type: 'lock', isLocked: false });
  last().die();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(startsUnlocked()).toBe(true);
  expect(locks).toEqual([false, false]);
});
