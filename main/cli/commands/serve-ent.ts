import { Command, InvalidArgumentError } from 'commander';
import { startReferenceEnt } from '../../reference-ent/server.ts';
import { printResult } from '../print.ts';

/** `serve-ent`: the reference server of the ENT sync API, until it is interrupted. */
export function serveEntCommand(): Command {
  return new Command('serve-ent')
    .description('Serve the reference ENT (on loopback) until interrupted.')
    .requiredOption('--data <dir>', 'where the server keeps its data')
    .option('--port <number>', 'port; 0 takes a free one', parsePort, 0)
    .option(
      '--seed <kind>',
      '`demo`: a lycée with classes and copies; `empty`: a teacher alone',
      parseSeed,
      'demo',
    )
    .option('--json', 'print one JSON object when it listens')
    .action(async (options: { data: string; port: number; seed: 'demo' | 'empty'; json?: boolean }) => {
      const server = await startReferenceEnt({
        directory: options.data,
        port: options.port,
        seed: options.seed,
      });
      const { url, login, password } = server;
      printResult(options.json, { url, login, password }, [`${url}  (login ${login}, password ${password})`]);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      await server.close();
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a number from 0 to 65535');
  return port;
}

function parseSeed(text: string): 'demo' | 'empty' {
  if (text !== 'demo' && text !== 'empty') throw new InvalidArgumentError('demo or empty');
  return text;
}
