import { bundleIfNeeded } from './bundle.ts';

// Makes out/ what the sources say, and ends: `npm start` runs it before the window.
await bundleIfNeeded();
