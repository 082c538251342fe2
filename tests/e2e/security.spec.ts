import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { WebPreferences } from 'electron';
import { type CartableWindow, openCartable, temporaryData } from './cartable-window.ts';

/** Everything that the page is given. A name more is a decision, not an accident. */
const BRIDGE = [
  'appVersion',
  'chooseFiles',
  'chooseFolder',
  'chooseSavePath',
  'getPreferences',
  'getUpdateState',
  'handOver',
  'onEngineState',
  'onFileWaiting',
  'onMenuCommand',
  'onPreferencesChanged',
  'onUpdateState',
  'pathForFile',
  'platform',
  'printPage',
  'requestEnginePort',
  'restartEngine',
  'savePreferences',
  'setDocumentTitle',
  'systemLanguage',
  'takeOpenedFile',
];
const CALLS = [
  'shell:choose-files',
  'shell:choose-folder',
  'shell:choose-save-path',
  'shell:get-preferences',
  'shell:get-update-state',
  'shell:hand-over',
  'shell:print-page',
  'shell:save-preferences',
  'shell:take-opened-file',
];
const SIGNALS = ['shell:request-engine-port', 'shell:restart-engine', 'shell:set-title'];

let data: ReturnType<typeof temporaryData>;
let window_: CartableWindow;
let page: Page;
/** A web site next door: whatever reaches it has left the app. */
let site: Server;
let siteUrl = '';
let visits: string[] = [];

test.beforeAll(async () => {
  site = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.end('globalThis.ranFromOutside = true');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  data = temporaryData();
  window_ = await openCartable(data.directory);
  ({ page } = window_);
  // Nothing is really opened on the machine that runs the tests; what would have been is written down.
  await window_.application.evaluate(({ shell, dialog }) => {
    const opened: string[] = [];
    const dialogs: string[] = [];
    Object.assign(globalThis, { opened, dialogs });
    shell.openExternal = async (address) => {
      opened.push(address);
    };
    dialog.showOpenDialog = (async () => {
      dialogs.push('open');
      return { canceled: true, filePaths: [] };
    }) as typeof dialog.showOpenDialog;
    dialog.showSaveDialog = (async (_window: unknown, options: { defaultPath?: string }) => {
      dialogs.push(options.defaultPath ?? '');
      return { canceled: true, filePath: '' };
    }) as unknown as typeof dialog.showSaveDialog;
  });
});
test.beforeEach(async () => {
  visits = [];
  await window_.application.evaluate(() => {
    const { opened, dialogs } = globalThis as unknown as Record<string, string[]>;
    opened?.splice(0);
    dialogs?.splice(0);
  });
});
test.afterAll(async () => {
  await window_.close();
  site.close();
  const log = readFileSync(join(data.directory, 'logs', 'shell.log'), { encoding: 'utf8', flag: 'a+' });
  data.remove();
  expect(log.split('\n').filter((line) => line.includes('"bug"'))).toEqual([]);
});

const opened = () =>
  window_.application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
const dialogs = () =>
  window_.application.evaluate(() => (globalThis as unknown as { dialogs: string[] }).dialogs);

/** What must still hold after whatever a test has tried: one window, on our page, nothing asked outside. */
async function expectNothingLeft(): Promise<void> {
  const pages = () =>
    window_.application.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => one.getURL()),
    );
  await expect.poll(pages).toEqual([expect.stringMatching(/^app:\/\/cartable\/(?:#.*)?$/)]);
  expect(await page.evaluate(() => 'ranFromOutside' in globalThis)).toBe(false);
  expect(visits).toEqual([]);
}

test('the page is isolated and sandboxed, with none of the loosenings', async () => {
  const all = await window_.application.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences(): WebPreferences };
      return { ...getLastWebPreferences.call(contents) };
    }),
  );
  expect(all.length).toBe(1);
  for (const preferences of all) {
    expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true });
    for (const loosening of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'enableBlinkFeatures',
    ])
      expect(preferences[loosening as keyof typeof preferences] || false, loosening).toBe(false);
  }
});

test('the page sees nothing of Node or Electron, and the bridge is the one that was agreed', async () => {
  const seen = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inside = frame.contentWindow as unknown as Record<string, unknown>;
    const outside = window as unknown as Record<string, unknown>;
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'];
    const found = names.filter((name) => name in outside || name in inside);
    if ('cartable' in inside) found.push('cartable in a frame');
    frame.remove();
    return { found, bridge: Object.keys(window.cartable).sort(), isFrozen: Object.isFrozen(window.cartable) };
  });
  expect(seen).toEqual({ found: [], bridge: BRIDGE, isFrozen: true });
});

test('what the bridge gives back holds no door to more', async () => {
  const kinds = await page.evaluate(async () => {
    const stop = window.cartable.onEngineState(() => undefined);
    const answers = [
      stop,
      window.cartable.requestEnginePort(),
      window.cartable.setDocumentTitle('x'),
      await window.cartable.getPreferences(),
      await window.cartable.chooseFiles({ title: 'x', isMultiple: true }),
      await window.cartable.chooseFolder(),
    ];
    stop();
    return answers.map((answer) => (typeof answer === 'function' ? 'function' : JSON.stringify(answer)));
  });
  expect(kinds).toEqual([
    'function',
    undefined,
    undefined,
    '{"language":"system","theme":"system"}',
    '[]',
    'null',
  ]);
});

test('the policy shuts out inline scripts, eval, remote scripts and unsigned styles', async () => {
  const policy = await page.evaluate(async () =>
    (await fetch('app://cartable/')).headers.get('content-security-policy'),
  );
  for (const rule of [
    "default-src 'none'",
    "script-src 'self';",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ])
    expect(policy).toContain(rule);
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).not.toMatch(/script-src[^;]*(?:unsafe|nonce|https?:|data:|blob:|\*)/);
  expect(policy).not.toMatch(/style-src [^;]*unsafe-inline/);

  const ran = await page.evaluate(async (url) => {
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.ranInline = true';
    const remote = document.createElement('script');
    remote.src = `${url}/remote.js`;
    const data_ = document.createElement('script');
    data_.src = 'data:text/javascript,globalThis.ranData=true';
    const image = document.createElement('div');
    image.innerHTML = '<img src="x" onerror="globalThis.ranHandler = true">';
    const style = document.createElement('style');
    style.textContent = 'body { letter-spacing: 9px }';
    document.body.append(inline, remote, data_, image, style);
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Only now: the debugger that brought this function here may evaluate until it first waits.
    let evaluated = 'refused';
    try {
      // biome-ignore lint/security/noGlobalEval: it must fail.
      evaluated = eval('"evaluated"');
    } catch {}
    const spacing = getComputedStyle(document.body).letterSpacing;
    for (const node of [inline, remote, data_, image, style]) node.remove();
    const names = ['ranInline', 'ranData', 'ranHandler', 'ranFromOutside'];
    return { evaluated, spacing, ran: names.filter((name) => name in globalThis) };
  }, siteUrl);
  expect(ran).toEqual({ evaluated: 'refused', spacing: 'normal', ran: [] });
  await expectNothingLeft();
});

test('each load has a nonce of its own, which no script can read', async () => {
  const [first, second] = await page.evaluate(() =>
    Promise.all(
      [1, 2].map(async () => /nonce="([^"]+)"/.exec(await (await fetch('app://cartable/')).text())?.[1]),
    ),
  );
  expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(second).not.toBe(first);
});

test('no page of ours leaves the app, by any road', async () => {
  await page.evaluate((url) => {
    location.href = `${url}/location`;
  }, siteUrl);
  await page.evaluate((url) => location.replace(`${url}/replace`), siteUrl);
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  await page.evaluate(async (url) => {
    const form = document.createElement('form');
    form.action = `${url}/form`;
    document.body.append(form);
    form.submit();
    const frame = document.createElement('iframe');
    frame.src = `${url}/frame`;
    document.body.append(frame);
    const refresh = document.createElement('meta');
    refresh.httpEquiv = 'refresh';
    refresh.content = `0; url=${url}/refresh`;
    document.head.append(refresh);
    await fetch(`${url}/fetch`).catch(() => undefined);
    await fetch('file:///etc/passwd').catch(() => undefined);
    await import(/* @vite-ignore */ `${url}/import.js`).catch(() => undefined);
    navigator.sendBeacon(`${url}/beacon`);
    new WebSocket(url.replace('http', 'ws'));
    new Image().src = `${url}/image.png`;
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const node of [form, frame, refresh]) node.remove();
  }, siteUrl);
  await expectNothingLeft();
});

test('the network is shut even where no policy applies', async () => {
  const reached = await window_.application.evaluate(
    async ({ session }, url) =>
      session.defaultSession.fetch(url).then(
        () => 'reached',
        () => 'shut',
      ),
    siteUrl,
  );
  expect(reached).toBe('shut');
  await expectNothingLeft();
});

test('no window opens; a link to the web or to mail goes to the system, others nowhere', async () => {
  await page.evaluate((url) => {
    for (const address of [
      `${url}/window`,
      'file:///etc/passwd',
      'smb://server/share',
      'ms-msdt:/id',
      'javascript:globalThis.ranFromOutside=true',
      'about:blank',
      'https://user:secret@ent.example.org/',
      'app://cartable/',
      'https://ent.example.org/aide',
      'mailto:cpe@example.org',
    ])
      window.open(address);
    const link = document.createElement('a');
    link.href = 'https://ent.example.org/lien';
    link.target = '_blank';
    link.textContent = 'lien';
    link.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9999';
    link.id = 'outside-link';
    document.body.append(link);
  }, siteUrl);
  // By the mouse itself: Playwright's own click would wait for the navigations that were refused above.
  await page.mouse.click(5, 5);
  await page.mouse.click(5, 5, { button: 'middle' });
  await page.keyboard.down('Shift');
  await page.mouse.click(5, 5);
  await page.keyboard.up('Shift');
  await page.evaluate(() => document.querySelector('#outside-link')?.remove());
  await expect
    .poll(async () => [...new Set(await opened())])
    .toEqual(['https://ent.example.org/aide', 'mailto:cpe@example.org', 'https://ent.example.org/lien']);
  await expectNothingLeft();
});

test('no device, no sensor, no notification: only text to the clipboard', async () => {
  const asked = await page.evaluate(async () => {
    const outcome = (promise: Promise<unknown> | undefined) =>
      promise === undefined
        ? 'absent'
        : promise.then(
            (value) => (Array.isArray(value) && value.length === 0 ? 'nothing' : String(value)),
            () => 'refused',
          );
    const device = navigator as unknown as Record<
      string,
      Record<string, (options?: unknown) => Promise<unknown>>
    >;
    return {
      camera: await outcome(navigator.mediaDevices?.getUserMedia({ video: true })),
      microphone: await outcome(navigator.mediaDevices?.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices?.getDisplayMedia()),
      place: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      notification: await Notification.requestPermission(),
      midi: await outcome(navigator.requestMIDIAccess?.({ sysex: true })),
      hid: await outcome(device.hid?.requestDevice?.({ filters: [] })),
      serial: await outcome(device.serial?.requestPort?.()),
      usb: await outcome(device.usb?.requestDevice?.({ filters: [] })),
      bluetooth: await outcome(device.bluetooth?.requestDevice?.({ acceptAllDevices: true })),
      readClipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
      writeClipboard: (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName }))
        .state,
    };
  });
  const { notification, readClipboard, writeClipboard, ...devices } = asked;
  expect({ notification, readClipboard, writeClipboard }).toEqual({
    notification: 'denied',
    readClipboard: 'denied',
    writeClipboard: 'granted',
  });
  for (const [name, outcome] of Object.entries(devices))
    expect(['refused', 'absent', 'nothing'], name).toContain(outcome);
});

test('the shell listens to the channels that were agreed, and to no other', async () => {
  const channels = await window_.application.evaluate(({ ipcMain }) => ({
    calls: [
      ...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys(),
    ].sort(),
    // `error` is Electron's own.
    signals: ipcMain
      .eventNames()
      .map(String)
      .filter((name) => name !== 'error')
      .sort(),
  }));
  expect(channels).toEqual({ calls: CALLS, signals: SIGNALS });
});

test('a page that is not ours is answered nothing, even with our bridge in its hands', async () => {
  const answer = await window_.application.evaluate(
    async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await foreign.loadURL('about:blank');
      const answers = await foreign.webContents.executeJavaScript(`
      (async () => {
        const answers = [];
        for (const ask of [
          () => cartable.getPreferences(),
          () => cartable.savePreferences({ theme: 'dark' }),
          () => cartable.chooseFiles({ title: 'x', isMultiple: true }),
          () => cartable.chooseFolder(),
          () => cartable.chooseSavePath('x'),
        ]) answers.push(await ask().then(() => 'answered', () => 'refused'));
        let ports = 0;
        window.addEventListener('message', () => ports++);
        cartable.requestEnginePort();
        cartable.setDocumentTitle('stolen');
        await new Promise((resolve) => setTimeout(resolve, 500));
        return { answers, ports };
      })()`);
      foreign.destroy();
      const titles = BrowserWindow.getAllWindows().map((one) => one.getTitle());
      return { ...answers, isTitleStolen: titles.some((title) => title.includes('stolen')) };
    },
    join(import.meta.dirname, '../../out/preload/preload.cjs'),
  );
  expect(answer).toEqual({
    answers: ['refused', 'refused', 'refused', 'refused', 'refused'],
    ports: 0,
    isTitleStolen: false,
  });
  expect(await dialogs()).toEqual([]);
  expect(await page.evaluate(() => window.cartable.getPreferences())).toEqual({
    language: 'system',
    theme: 'system',
  });
});

test('words that do not fit are refused, whatever they are', async () => {
  const outcomes = await page.evaluate(async () => {
    const bridge = window.cartable as unknown as Record<string, (input?: unknown) => Promise<unknown>>;
    const wrong: [string, unknown][] = [];
    for (const input of [
      null,
      5,
      'x',
      [],
      {},
      { title: 5, isMultiple: true },
      { title: 'x'.repeat(301), isMultiple: true },
    ])
      wrong.push(['chooseFiles', input]);
    for (const input of [undefined, null, 5, [], {}, 'x'.repeat(301)]) wrong.push(['chooseSavePath', input]);
    for (const input of [
      undefined,
      null,
      5,
      'dark',
      [],
      { theme: 'red' },
      { language: null },
      { theme: 'dark', extra: 1 },
    ])
      wrong.push(['savePreferences', input]);
    for (const input of [undefined, null, 'x', {}, [1, 2], new Uint8Array(8 * 1024 * 1024 + 1)])
      wrong.push(['handOver', input]);
    const outcomes: string[] = [];
    for (const [name, input] of wrong) {
      try {
        await bridge[name]?.(input);
        outcomes.push(`${name}(${JSON.stringify(input)})`);
      } catch {}
    }
    for (const title of [null, 5, {}, [], 'x'.repeat(301)]) void bridge.setDocumentTitle?.(title);
    return outcomes;
  });
  expect(outcomes).toEqual([]);
  expect(await dialogs()).toEqual([]);
});

test('a suggested name never leads the save dialog out of its folder', async () => {
  await page.evaluate(async () => {
    for (const name of ['../../.bashrc', 'C:\\Windows\\win.ini', '/etc/passwd', 'copie.pdf'])
      await window.cartable.chooseSavePath(name);
  });
  const downloads = await window_.application.evaluate(({ app }) => app.getPath('downloads'));
  expect(await dialogs()).toEqual(
    ['bashrc', 'win.ini', 'passwd', 'copie.pdf'].map((name) => join(downloads, name)),
  );
});

test('nothing but the window’s own files is served, with their types and their headers', async () => {
  const entry = await page.evaluate(() => document.querySelector('script')?.getAttribute('src') ?? '');
  const answers = await page.evaluate(
    async (paths) => {
      const found: Record<string, string> = {};
      for (const path of paths) {
        const response = await fetch(`app://cartable/${path}`).catch(() => null);
        found[path] =
          response === null ? 'refused' : `${response.status} ${response.headers.get('content-type')}`;
      }
      return found;
    },
    ['', entry.replace(/^\.\//, ''), 'nothing.js'],
  );
  expect(answers).toEqual({
    '': '200 text/html; charset=utf-8',
    [entry.replace(/^\.\//, '')]: '200 text/javascript; charset=utf-8',
    'nothing.js': '404 null',
  });
  const hostile = [
    '../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '%2e%2e%2f%2e%2e%2fpackage.json',
    '%252e%252e%252fpackage.json',
    '..%5c..%5cpackage.json',
    '..\\..\\package.json',
    'assets/..%00/../../package.json',
    'index.html%00.js',
    '//package.json',
    '/etc/passwd',
    'file:///etc/passwd',
    'assets',
    'assets/',
    '.',
    '%',
  ];
  const statuses = await page.evaluate(
    (paths) =>
      Promise.all(
        paths.map((path) =>
          fetch(`app://cartable/${path}`).then(
            async (response) => `${response.status} ${(await response.text()).length > 0 ? 'text' : 'empty'}`,
            () => 'refused',
          ),
        ),
      ),
    hostile,
  );
  // `.` and `..` are taken away before anything is asked: what is left is our own page.
  for (const [index, status] of statuses.entries())
    expect(hostile[index] === '.' ? ['200 text'] : ['404 empty', 'refused'], hostile[index]).toContain(
      status,
    );
  for (const other of ['app://other/index.html', 'app://cartable.example/index.html'])
    expect(
      await page.evaluate(
        (url) =>
          fetch(url).then(
            ({ status }) => status,
            () => 'refused',
          ),
        other,
      ),
    ).toBe('refused');
});
