/** The headless command line: `npm run -s cartable -- <command>`. Every command is a file of its own in commands/. */
import { Command, CommanderError } from 'commander';
import { appVersion } from './app-version.ts';
import { backupCommand } from './commands/backup.ts';
import { calendarCommand } from './commands/calendar.ts';
import { conformanceCommand } from './commands/conformance.ts';
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eraseCommand } from './commands/erase.ts';
import { historyCommand } from './commands/history.ts';
import { optimiseCommand } from './commands/optimise.ts';
import { reportCommand } from './commands/report.ts';
import { restoreCommand } from './commands/restore.ts';
import { serveEntCommand } from './commands/serve-ent.ts';
import { statusCommand } from './commands/status.ts';
import { syncCommand } from './commands/sync.ts';
import { describeFailure } from './failure.ts';
import { choice } from './options.ts';
import { LANGUAGES, languageOf } from './words/language.ts';
import { startWords } from './words/spoken.ts';
import { describeUsage } from './words/usage.ts';

const WRONG_USAGE = 2;

const parameters = process.argv.slice(2);
const systemLocale = new Intl.DateTimeFormat().resolvedOptions().locale;
const language = languageOf(parameters, process.env, systemLocale);
const words = startWords(language);

// What nobody caught is told like the rest: one line, and no stack.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit(1);
});
// Whoever reads the output has seen enough (`| head`).
process.stdout.on('error', () => process.exit(0));

try {
  await buildProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) fail(error);
  else if (error.exitCode === 0) process.exitCode = 0;
  else {
    // Called without a command, it has shown its help.
    if (error.code !== 'commander.help') process.stderr.write(`${describeUsage(error, language)}\n`);
    process.exitCode = WRONG_USAGE;
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${describeFailure(error, words, process.env.CARTABLE_DEBUG === '1')}\n`);
  process.exitCode = 1;
}

function buildProgram(): Command {
  const { help } = words;
  const program = speaking(new Command('cartable'))
    .description(help.about)
    .version(appVersion(), '-V, --version', help.version)
    .helpCommand(help.helpCommand, help.help);
  for (const command of [
    demoCommand,
    serveEntCommand,
    connectCommand,
    syncCommand,
    optimiseCommand,
    reportCommand,
    calendarCommand,
    statusCommand,
    historyCommand,
    backupCommand,
    restoreCommand,
    doctorCommand,
    eraseCommand,
    conformanceCommand,
  ]) {
    program.addCommand(speaking(command(words)));
  }
  return program;
}

/** The parser's own words, in the language of the rest. Its failures are told where they are caught. */
function speaking(command: Command): Command {
  const { help } = words;
  return command
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .helpOption('-h, --help', help.help)
    .addOption(choice('--lang <lang>', help.lang, LANGUAGES, words))
    .configureHelp({
      styleTitle: (title) => help.titles[title] ?? title,
      optionDescription: ({ description, defaultValue }) =>
        defaultValue === undefined ? description : `${description} (${help.default(`${defaultValue}`)})`,
    });
}
