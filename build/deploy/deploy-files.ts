import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inProject } from '../project.ts';
import { administratorsPage } from './administrators-page.ts';
import { adml, admx } from './group-policy.ts';
import { examplePolicies, policiesSchema } from './policies-json.ts';
import { mobileconfig } from './profile.ts';

/** Everything that administrators are given, by its path below `resources/deploy/`. */
export const DEPLOY_FILES: Readonly<Record<string, () => string>> = {
  'windows/Cartable.admx': admx,
  'windows/fr-FR/Cartable.adml': () => adml('fr'),
  'windows/en-US/Cartable.adml': () => adml('en'),
  'macos/Cartable.mobileconfig': mobileconfig,
  'linux/policies.example.json': examplePolicies,
  'linux/policies.schema.json': policiesSchema,
  'administrateurs.md': () => administratorsPage('fr'),
  'administrators.md': () => administratorsPage('en'),
};

// `npm run deploy-files` writes them down, from the table of policies.
if (process.argv[1] === import.meta.filename)
  for (const [name, write] of Object.entries(DEPLOY_FILES)) {
    const path = inProject('resources/deploy', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, write());
  }
