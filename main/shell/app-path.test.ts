import { expect, test } from 'vitest';
import { resolveAppPath } from './app-path.ts';

const ROOT = '/srv/renderer';

test('the window finds its own files, with their types', () => {
  expect(resolveAppPath(ROOT, 'app://cartable/')).toEqual({
    path: '/srv/renderer/index.html',
    mediaType: 'text/html; charset=utf-8',
  });
  expect(resolveAppPath(ROOT, 'app://cartable/assets/a%20b.js')?.path).toBe('/srv/renderer/assets/a b.js');
});

test('no spelling of an address leaves the folder', () => {
  const hostile = [
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    '%2e%2e%2fsecret.js',
    'a/..%5c..%5csecret.js',
    'a%00.js',
    '%',
    '//etc/passwd',
    'x.exe',
  ];
  for (const path of hostile) {
    const resolved = resolveAppPath(ROOT, `app://cartable/${path}`);
    expect(resolved === null || resolved.path.startsWith('/srv/renderer/'), path).toBe(true);
  }
  expect(resolveAppPath(ROOT, 'app://cartable/%2e%2e%2fsecret.js')).toBeNull();
  expect(resolveAppPath(ROOT, 'app://cartable/..%2fsecret.js')).toBeNull();
});
