import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfjsFiles } from './vite-pdfjs-files.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), pdfjsFiles()],
  build: { target: 'chrome114', outDir: '../out/renderer', emptyOutDir: true },
});
