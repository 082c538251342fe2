import { describe, expect, test } from 'vitest';
import { areFilesBelowFeed, canUpdateItself, isTrustworthyFeed } from './update-rules.ts';

describe('who updates Cartable', () => {
  const installed = { appImage: undefined, hasUninstaller: false };

  test('an AppImage, an NSIS installation and a Mac application replace themselves', () => {
    expect(canUpdateItself({ ...installed, platform: 'linux', appImage: '/home/c/Cartable.AppImage' })).toBe(
      true,
    );
    expect(canUpdateItself({ ...installed, platform: 'win32', hasUninstaller: true })).toBe(true);
    expect(canUpdateItself({ ...installed, platform: 'darwin' })).toBe(true);
  });

  test('what an administrator installed (deb, rpm, MSI) is left to the administrator', () => {
    expect(canUpdateItself({ ...installed, platform: 'linux' })).toBe(false);
    expect(canUpdateItself({ ...installed, platform: 'linux', appImage: '' })).toBe(false);
    expect(canUpdateItself({ ...installed, platform: 'win32' })).toBe(false);
  });
});

test('a feed is HTTPS, or plain HTTP on this machine only', () => {
  const answers = [
    'https://mirror.example/cartable',
    'http://127.0.0.1:8099/cartable',
    'http://[::1]:8099/',
    'http://mirror.example/cartable',
    'http://127.0.0.1.example/',
    'file:///srv/cartable',
    'not an address',
    '',
  ].map(isTrustworthyFeed);
  expect(answers).toEqual([true, true, true, false, false, false, false, false]);
});

describe('the files of a feed', () => {
  const feed = 'https://mirror.example/cartable';

  test('beside it or below it are taken', () => {
    expect(areFilesBelowFeed(feed, [{ url: 'Cartable-1.1.0.AppImage' }, { url: 'x64/Cartable.zip' }])).toBe(
      true,
    );
  });

  test.each([
    '../Cartable.AppImage',
    'x/../../Cartable.AppImage',
    '%2e%2e/Cartable.AppImage',
    '/Cartable.AppImage',
    '//elsewhere.example/cartable/Cartable.AppImage',
    'https://elsewhere.example/cartable/Cartable.AppImage',
    'https://mirror.example/cartable-other/Cartable.AppImage',
    'http://mirror.example/cartable/Cartable.AppImage',
  ])('%s is refused', (url) => {
    expect(areFilesBelowFeed(feed, [{ url: 'Cartable-1.1.0.AppImage' }, { url }])).toBe(false);
  });

  test('a feed that names no file is refused', () => {
    expect(areFilesBelowFeed(feed, [])).toBe(false);
  });
});
