import { expect, test } from 'vitest';
import { isAppImage, processorRefusal, releaseRefusal } from './release-guard.ts';

const READY = { CARTABLE_RELEASE: '1', CARTABLE_UPDATE_URL: 'https://x.example', CARTABLE_UPDATE_KEY: 'k' };

test('a release refuses the fallback runtime, stand-ins and a version that could never be updated', () => {
  expect(releaseRefusal(READY, false)).toBeNull();
  expect(releaseRefusal(READY, true)).toContain('fallback');
  expect(releaseRefusal({ ...READY, CUSTOM_FPM_PATH: '/tmp/fpm' }, false)).toContain('CUSTOM_FPM_PATH');
  expect(releaseRefusal({ ...READY, APPIMAGE_TOOLS_PATH: '/tmp/tools' }, false)).toContain(
    'APPIMAGE_TOOLS_PATH',
  );
  expect(releaseRefusal({ ...READY, CARTABLE_UPDATE_KEY: '' }, false)).toContain('CARTABLE_UPDATE_KEY');
  expect(releaseRefusal({ CUSTOM_FPM_PATH: '/tmp/fpm' }, true)).toBeNull();
});

test('an installer for another processor is refused: it would carry native modules that cannot be loaded there', () => {
  expect(processorRefusal(['--win', 'nsis', 'msi'], 'x64')).toBeNull();
  expect(processorRefusal(['--win', 'nsis', '--x64'], 'x64')).toBeNull();
  for (const other of ['--arm64', '--ia32', '--armv7l', '--universal'])
    expect(processorRefusal(['--mac', 'dmg', '--x64', other], 'x64')).toContain(other.slice(2));
});

test('a shell script in the runtime’s place is no AppImage', () => {
  expect(isAppImage(Buffer.from('#!/bin/sh\nexec unsquashfs'))).toBe(false);
  expect(isAppImage(Buffer.from('\x7fELF\x02\x01\x01\x00AI\x02\x00', 'latin1'))).toBe(true);
  expect(isAppImage(Buffer.from('\x7fELF\x02\x01\x01\x00AI\x01\x00', 'latin1'))).toBe(false);
});
