import { expect, test } from 'vitest';
import { isLoopbackHost } from './loopback.ts';

const hostOf = (url: string) => new URL(url).hostname;

test.each([
  'http://localhost:1',
  'http://LOCALHOST',
  'http://127.0.0.1',
  'http://127.1',
  'http://127.255.0.3',
  'http://[::1]:80',
  'http://[0:0:0:0:0:0:0:1]',
])('%s is this machine', (url) => {
  expect(isLoopbackHost(hostOf(url))).toBe(true);
});

test.each([
  'http://localhost.fr',
  'http://ent.localhost',
  'http://127.0.0.1.fr',
  'http://128.0.0.1',
  'http://10.127.0.1',
  'http://0.0.0.0',
  'http://[::2]',
  'http://[::ffff:127.0.0.1]',
])('%s may be another machine', (url) => {
  expect(isLoopbackHost(hostOf(url))).toBe(false);
});
