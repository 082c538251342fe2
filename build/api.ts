import { writeFileSync } from 'node:fs';
import { openApiYaml } from './open-api.ts';
import { inProject } from './project.ts';

// `npm run api` writes the ENT sync API down, from the table that the reference server serves.
writeFileSync(inProject('resources/ent-sync-api.yaml'), openApiYaml());
