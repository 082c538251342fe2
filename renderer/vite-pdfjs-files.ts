import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** What pdf.js asks for by name while it reads a file. Its script engine (quickjs) stays out: nothing runs. */
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** Stand in for Helvetica and Arial with their very widths. Package of fonts under the OFL. */
export const SANS_PACKAGE = '@expo-google-fonts/arimo';
/** What pdf.js asks for, and what it gets: its own Liberation Sans is under the GPL, and Arimo is the same design under the OFL. */
const SANS_FILES = {
  'LiberationSans-Regular.ttf': '400Regular/Arimo_400Regular.ttf',
  'LiberationSans-Italic.ttf': '400Regular_Italic/Arimo_400Regular_Italic.ttf',
  'LiberationSans-Bold.ttf': '700Bold/Arimo_700Bold.ttf',
  'LiberationSans-BoldItalic.ttf': '700Bold_Italic/Arimo_700Bold_Italic.ttf',
  LICENSE_ARIMO: 'LICENSE_FONT',
};

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
      for (const folder of FOLDERS) ship(folder, folder, (name) => !/quickjs|liberation/i.test(name));
      for (const [name, file] of Object.entries(SANS_FILES)) {
        const source = readFileSync(fileURLToPath(import.meta.resolve(`${SANS_PACKAGE}/${file}`)));
        this.emitFile({ type: 'asset', fileName: `pdfjs/standard_fonts/${name}`, source });
      }
      ship(join('web', 'images'), 'images', (name) => name.startsWith('annotation-'));
    },
  };
}
