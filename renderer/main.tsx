// Chromium 114, the fallback runtime of development and tests, lacks what these libraries stand on; the
// product's own runtime has it all and never loads the shims. They come first, hence the dynamic imports.
if (!('withResolvers' in Promise)) await import('./fallback-shims/index.ts');

const { startApp } = await import('./app/start.tsx');
await startApp();

export {};
