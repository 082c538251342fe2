/** The headless command line: `npm run -s cartable -- <command>`. Every command is a file of its own in commands/. */
import { Command, CommanderError } from 'commander';
import { appVersion } from './app-version.ts';
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { optimiseCommand } from './commands/optimise.ts';
import { serveEntCommand } from './commands/serve-ent.ts';
import { statusCommand } from './commands/status.ts';
import { syncCommand } from './commands/sync.ts';
import { describeFailure } from './failure.ts';

const WRONG_USAGE = 2;

const program = new Command('cartable')
  .description('Prepare and grade offline, sync with the ENT in a few polite requests.')
  .version(appVersion())
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) });
for (const command of [
  demoCommand,
  serveEntCommand,
  connectCommand,
  syncCommand,
  optimiseCommand,
  statusCommand,
  doctorCommand,
]) {
  program.addCommand(command().exitOverride());
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  else {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
