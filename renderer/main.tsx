import { startApp } from './app/start.tsx';

// Chromium 114, the fallback runtime of development and tests, lacks what these libraries call; the product's
// own runtime has it all and never loads the shims. None of it is called before the app starts.
if (!('withResolvers' in Promise)) await import('./fallback-shims/index.ts');

await startApp();
