import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** What pdf.js asks for by name while it reads a file. Its script engine (quickjs) stays out: nothing runs. */
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** Puts pdf.js's fonts, character maps and decoders, with their licences, beside the page: `pdfjs/<folder>/`. */
export function pdfjsFiles(): Plugin {
  return {
    name: 'cartable:pdfjs-files',
    generateBundle() {
      const root = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
      for (const folder of FOLDERS) {
        for (const name of readdirSync(join(root, folder))) {
          if (/quickjs/i.test(name)) continue;
          const source = readFileSync(join(root, folder, name));
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source });
        }
      }
    },
  };
}
