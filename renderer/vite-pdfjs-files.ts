import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** What pdf.js asks for by name while it reads a file. Its script engine (quickjs) stays out: nothing runs. */
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** Puts pdf.js's fonts, character maps, decoders (with their licences) and note icons beside the page: `pdfjs/<folder>/`. */
export function pdfjsFiles(): Plugin {
  return {
    name: 'cartable:pdfjs-files',
    generateBundle() {
      const root = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
      const ship = (from: string, to: string, isWanted: (name: string) => boolean) => {
        for (const name of readdirSync(join(root, from)).filter(isWanted)) {
          const source = readFileSync(join(root, from, name));
          this.emitFile({ type: 'asset', fileName: `pdfjs/${to}/${name}`, source });
        }
      };
      for (const folder of FOLDERS) ship(folder, folder, (name) => !/quickjs/i.test(name));
      ship(join('web', 'images'), 'images', (name) => name.startsWith('annotation-'));
    },
  };
}
