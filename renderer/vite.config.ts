import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfjsFiles } from './vite-pdfjs-files.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), pdfjsFiles()],
  worker: { format: 'es' },
  build: {
    // The fallback runtime of development and tests is Electron 25 (Chromium 114); the product's own is newer.
    target: 'chrome114',
    outDir: '../out/renderer',
    emptyOutDir: true,
    // No `data:` fonts: the page's policy takes fonts from the app alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
