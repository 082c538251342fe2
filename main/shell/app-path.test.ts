import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveAppPath } from './app-path.ts';

test('the window finds its own files, with their types', () => {
  const page = { path: 'index.html', mediaType: 'text/html; charset=utf-8' };
  expect(resolveAppPath('app://cartable/')).toEqual(page);
  expect(resolveAppPath('app://cartable/#/grading')).toEqual(page);
  expect(resolveAppPath('app://cartable/index.html?fresh')).toEqual(page);
  expect(resolveAppPath('app://cartable/assets/start-Bs8Kji07.css')).toEqual({
    path: join('assets', 'start-Bs8Kji07.css'),
    mediaType: 'text/css; charset=utf-8',
  });
  expect(resolveAppPath('app://cartable/pdfjs/cmaps/Adobe-CNS1-0.bcmap')?.path).toBe(
    join('pdfjs', 'cmaps', 'Adobe-CNS1-0.bcmap'),
  );
});

test('no spelling of "one folder up" is a file', () => {
  const hostile = [
    '../secret.js',
    'assets/../../secret.js',
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    '%2e%2e%2fsecret.js',
    '.%2e/secret.js',
    '%252e%252e/secret.js',
    'a/..%5c..%5csecret.js',
    'a\\..\\secret.js',
    '..;/secret.js',
    'a%00.js',
    'a\0.js',
    'a.js\n',
    '%',
    '/etc/secret.js',
    'C:/secret.js',
    '.secret.js',
    '．．/secret.js',
  ];
  for (const path of hostile) expect(resolveAppPath(`app://cartable/${path}`), path).toBeNull();
});

test('only our own origin, and only kinds of file that the window is built of', () => {
  for (const url of [
    'app://other/index.html',
    'app://cartable@other/index.html',
    'app://user@cartable/index.html',
    'app://cartable:80/index.html',
    'file:///index.html',
    'app://cartable/engine.node',
    'app://cartable/assets',
    'app://cartable/assets/',
    'app://cartable',
  ])
    expect(resolveAppPath(url), url).toBeNull();
});

test('whatever is asked, the path stays below the folder', () => {
  const piece = fc.oneof(
    fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '/', '\0', '%00', 'a', '.js', 'index.html'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const path = resolveAppPath(`app://cartable/${pieces.join('')}`)?.path ?? 'a.js';
      expect(path.startsWith('/')).toBe(false);
      expect(path.split(/[\\/]/)).not.toContain('..');
    }),
  );
});
