import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { temporaryData } from './cartable-window.ts';
import { buildFixtureApp, call, type FixtureApp, putBlob, startFixture } from './fixture-app.ts';

const PDF = 'a'.repeat(64);
const LONG = '0123456789abcdef'.repeat(4);
const EMPTY = 'e'.repeat(64);
const HTML = 'f'.repeat(64);
const FOLDER = 'd'.repeat(64);
const LINK = 'c'.repeat(64);
const OTHER = 'b'.repeat(64);

/** More than one read of the shell's, and no round number of them. */
const longBytes = randomBytes(3_000_007);

let fixture: FixtureApp;
let data: ReturnType<typeof temporaryData>;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  fixture = await buildFixtureApp();
  data = temporaryData();
  const account = join(data.directory, 'accounts', 'fixture');
  putBlob(account, PDF, Buffer.from('%PDF-1.7 0123456789'));
  putBlob(account, LONG, longBytes);
  putBlob(account, EMPTY, Buffer.alloc(0));
  putBlob(account, HTML, Buffer.from('<script>window.top.document.title = "run"</script>'));
  mkdirSync(join(account, 'vault', 'dd', FOLDER.slice(2)), { recursive: true });
  writeFileSync(join(data.directory, 'outside'), 'outside');
  mkdirSync(join(account, 'vault', 'cc'), { recursive: true });
  symlinkSync(join(data.directory, 'outside'), join(account, 'vault', 'cc', LINK.slice(2)));
  putBlob(join(data.directory, 'accounts', 'another'), OTHER, Buffer.from('another'));
  ({ application, page } = await startFixture(fixture, data.directory));
});
test.afterAll(async () => {
  await application.close();
  data.remove();
  fixture.remove();
});

interface AskInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Fetches in the page, as the document viewer does; `body` is Latin-1. */
function ask(url: string, init: AskInit = {}): Promise<Answer | 'refused'> {
  return page.evaluate(
    async ([address, options]) => {
      try {
        const response = await fetch(address, options);
        const bytes = new Uint8Array(await response.arrayBuffer());
        let body = '';
        for (const byte of bytes) body += String.fromCharCode(byte);
        return { status: response.status, headers: Object.fromEntries(response.headers), body };
      } catch {
        return 'refused' as const;
      }
    },
    [url, init] as const,
  );
}

async function statusOf(url: string, init?: AskInit): Promise<number | 'refused'> {
  const answer = await ask(url, init);
  return answer === 'refused' ? answer : answer.status;
}

test('a document is served whole, byte for byte', async () => {
  const answer = (await ask(`vault://${LONG}`)) as Answer;
  expect(answer.status).toBe(200);
  expect(Buffer.from(answer.body, 'latin1').equals(longBytes)).toBe(true);
  expect(answer.headers['content-length']).toBe(String(longBytes.length));
  expect(answer.headers['accept-ranges']).toBe('bytes');
});

test('ranges are obeyed, at the beginning, in the middle, at the end and beyond', async () => {
  const range = (value: string) => ask(`vault://${LONG}`, { headers: { range: value } });
  for (const [value, start, end] of [
    ['bytes=0-9', 0, 9],
    ['bytes=1000000-2500000', 1_000_000, 2_500_000],
    ['bytes=3000000-', 3_000_000, 3_000_006],
    ['bytes=-7', 3_000_000, 3_000_006],
    ['bytes=2999999-9999999', 2_999_999, 3_000_006],
  ] as const) {
    const answer = (await range(value)) as Answer;
    expect(answer.status, value).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${start}-${end}/3000007`);
    expect(Buffer.from(answer.body, 'latin1').equals(longBytes.subarray(start, end + 1)), value).toBe(true);
  }
  expect(((await range('bytes=3000007-')) as Answer).status).toBe(416);
  expect(((await range('bytes=0-1,5-6')) as Answer).status).toBe(200);
});

test('a reader that leaves in the middle leaves nothing open', async () => {
  await page.evaluate(async (url) => {
    for (let index = 0; index < 20; index++) {
      const leaving = new AbortController();
      const response = await fetch(url, { signal: leaving.signal });
      await response.body?.getReader().read();
      leaving.abort();
    }
  }, `vault://${LONG}`);
  const shellFiles = `/proc/${application.process().pid}/fd`;
  const openBlobs = () =>
    readdirSync(shellFiles).filter((fd) => {
      try {
        return readlinkSync(join(shellFiles, fd)).includes('/vault/');
      } catch {
        return false;
      }
    }).length;
  await expect.poll(openBlobs).toBe(0);
});

test('the media type is found by the first bytes, or is the harmless one that was asked for', async () => {
  const typeOf = async (url: string) => ((await ask(url)) as Answer).headers['content-type'];
  expect(await typeOf(`vault://${PDF}`)).toBe('application/pdf');
  expect(await typeOf(`vault://${HTML}`)).toBe('application/octet-stream');
  expect(await typeOf(`vault://${HTML}?type=text%2Fhtml`)).toBe('application/octet-stream');
  expect(await typeOf(`vault://${HTML}?type=text%2Fplain`)).toBe('text/plain');
});

test('nothing in a document runs, wherever it is opened', async () => {
  const headers = await application.evaluate(
    async ({ session }, url) => Object.fromEntries((await session.defaultSession.fetch(url)).headers),
    `vault://${HTML}`,
  );
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': 'app://cartable',
  });
  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    location.href = url;
  }, `vault://${HTML}`);
  expect(await page.evaluate(() => `${document.title} ${location.href}`)).toBe(
    'Page d’essai app://cartable/',
  );
});

test('an empty document is an empty answer', async () => {
  expect((await ask(`vault://${EMPTY}`)) as Answer).toMatchObject({ status: 200, body: '' });
});

test('what is not a document of the open account is not there', async () => {
  for (const url of [
    `vault://${'9'.repeat(63)}a`,
    `vault://${OTHER}`,
    `vault://${FOLDER}`,
    `vault://${LINK}`,
    `vault://${PDF}/../../outside`,
    `vault://${PDF}/%2e%2e/%2e%2e/outside`,
    `vault://${PDF.slice(1)}`,
    `vault://${PDF}0`,
    'vault://outside',
    'vault://localhost/etc/passwd',
    `vault://blob/${PDF}`,
  ])
    expect(['refused', 404], url).toContain(await statusOf(url));
});

test('documents are read only', async () => {
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect(['refused', 405], method).toContain(await statusOf(`vault://${PDF}`, { method }));
  expect(((await ask(`vault://${PDF}`)) as Answer).body).toBe('%PDF-1.7 0123456789');
});

test('the account that is open is the one that is read', async () => {
  await call(page, 'openWorkspace', 'accounts/another');
  await expect.poll(() => statusOf(`vault://${OTHER}`)).toBe(200);
  expect(await statusOf(`vault://${PDF}`)).toBe(404);
  // Not below the data folder: an engine gone wrong opens no other folder of the teacher's.
  await call(page, 'openWorkspace', '../');
  await expect.poll(() => statusOf(`vault://${OTHER}`)).toBe(404);
  await call(page, 'openWorkspace', null);
  expect(await statusOf(`vault://${PDF}`)).toBe(404);
  await call(page, 'openWorkspace', 'accounts/fixture');
  await expect.poll(() => statusOf(`vault://${PDF}`)).toBe(200);
});
