import { existsSync, readdirSync } from 'node:fs';
import { inProject } from './project.ts';
import { runNode } from './run-command.ts';

// `npm run bench -- <name>` measures one thing: tests/bench/<name>.ts. Without a name it lists them.
const [name, ...parameters] = process.argv.slice(2);
const program = inProject('tests/bench', `${name}.ts`);
if (name !== undefined && /^[a-z0-9-]+$/.test(name) && existsSync(program)) {
  const { exitCode } = await runNode(program, parameters);
  process.exitCode = exitCode;
} else {
  const names = readdirSync(inProject('tests/bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  console.error(`Usage: npm run bench -- <name>, one of: ${names.join(', ')}`);
  process.exitCode = 2;
}
