import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pdfjsFiles } from '../renderer/vite-pdfjs-files.ts';
import { isForbidden, partsOf } from './licences.ts';
import { inProject } from './project.ts';

test('a file is known by the package that it lies in, once for all of its files', () => {
  const files = ['node_modules/zod/package.json', 'node_modules/zod/v4/index.js', 'build/licences.ts'];
  const { version } = JSON.parse(readFileSync(inProject('node_modules/zod/package.json'), 'utf8'));
  expect(partsOf(files.map((file) => inProject(file)))).toEqual([{ name: 'zod', version, licence: 'MIT' }]);
});

test('licences that would bind Cartable itself are told from those that do not', () => {
  expect(['GPL-3.0-only', 'AGPL-3.0', '(GPL-2.0)', 'SSPL-1.0'].map(isForbidden)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(
    ['MIT', 'LGPL-3.0-or-later', '(MIT OR GPL-2.0)', 'OFL-1.1', 'Apache-2.0 AND LGPL-3.0-or-later'].map(
      isForbidden,
    ),
  ).toEqual([false, false, false, false, false]);
});

test('nothing that this project names for its own use, or that those need, is under such a licence', () => {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as {
    packages: Record<string, { license?: string }>;
  };
  const forbidden = Object.entries(lock.packages).filter(([, { license = '' }]) => isForbidden(license));
  expect(forbidden.map(([path]) => path)).toEqual([]);
});

test('of the fonts that pdf.js brings, those under the GPL are replaced, with the licence of what is shipped', () => {
  const shipped = new Map<string, Uint8Array>();
  const emitFile = ({ fileName, source }: { fileName: string; source: Uint8Array }) =>
    shipped.set(fileName.replace('pdfjs/standard_fonts/', ''), source);
  const { generateBundle } = pdfjsFiles() as unknown as { generateBundle(this: { emitFile: unknown }): void };
  generateBundle.call({ emitFile });
  const licences = [...shipped.keys()].filter((name) => name.startsWith('LICENSE_') && !name.includes('/'));
  expect(licences.filter((name) => !/^LICENSE_(PDFJS_)?(FOXIT|ARIMO)$/.test(name))).toEqual([]);
  for (const style of ['Regular', 'Italic', 'Bold', 'BoldItalic']) {
    const font = shipped.get(`LiberationSans-${style}.ttf`);
    const own = readFileSync(inProject(`node_modules/pdfjs-dist/standard_fonts/LiberationSans-${style}.ttf`));
    expect(font?.length).toBeGreaterThan(100_000);
    expect(Buffer.from(font ?? []).equals(own)).toBe(false);
  }
});
