import { bundleAll } from './bundle.ts';
import { drawIcons } from './icons.ts';
import { stageEngine } from './stage-engine.ts';

// Everything that electron-builder is given (package.ts), without electron-builder: build/reproducible.ts compares it.
await bundleAll();
await drawIcons();
stageEngine();
