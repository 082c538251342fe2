import { Command, InvalidArgumentError, Option } from 'commander';
import { type Seed, startReferenceEnt } from '../../reference-ent/server.ts';
import { choice, notEmpty } from '../options.ts';
import { printResult } from '../print.ts';
import type { CliWords } from '../words/en.ts';

/** `serve-ent`: the reference server of the ENT sync API, until it is interrupted. */
export function serveEntCommand(words: CliWords): Command {
  const { serveEnt } = words;
  const parsePort = (text: string) => {
    const port = Number(text);
    if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
      throw new InvalidArgumentError(words.usage.port);
    return port;
  };
  return new Command('serve-ent')
    .description(serveEnt.about)
    .addOption(new Option('--data <dir>', serveEnt.data).makeOptionMandatory().argParser(notEmpty(words)))
    .option('--port <number>', serveEnt.port, parsePort, 0)
    .addOption(choice('--seed <kind>', serveEnt.seed, ['demo', 'empty'], words).default('demo'))
    .option('--json', serveEnt.json)
    .action(async (options: { data: string; port: number; seed: Seed; json?: boolean }) => {
      const { data: directory, port, seed } = options;
      const server = await startReferenceEnt({ directory, port, seed });
      const { url, login, password } = server;
      printResult(options.json, { url, login, password }, [serveEnt.listening(url, login, password)]);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      await server.close();
    });
}
