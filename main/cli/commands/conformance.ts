import { Command, Option } from 'commander';
import { resolveEntAddress } from '../../engine/connectors/ent/address.ts';
import { errorOfFailure, httpFailureOf } from '../../engine/platform/http-failure.ts';
import { KeyTooSmall, Mismatch } from '../conformance/expectations.ts';
import { type CheckResult, runSuite, SKIP_REASONS, type SkipReason } from '../conformance/suite.ts';
import { type Key, Target } from '../conformance/target.ts';
import { notEmpty } from '../options.ts';
import { requirePassword } from '../password.ts';
import type { CliWords } from '../words/en.ts';

interface ConformanceOptions {
  readonly url: string;
  readonly token?: string;
  readonly device?: string;
  readonly login?: string;
  readonly password?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `conformance`: whether a server keeps the promises of the written API. Exits with 1 when it breaks one. */
export function conformanceCommand(words: CliWords): Command {
  const { conformance } = words;
  const text = (flags: string, about: string) => new Option(flags, about).argParser(notEmpty(words));
  return new Command('conformance')
    .description(conformance.about)
    .addOption(text('--url <address>', conformance.url).makeOptionMandatory())
    .addOption(text('--token <token>', conformance.token).conflicts('login'))
    .addOption(text('--device <id>', conformance.device))
    .addOption(text('--login <login>', conformance.login))
    .addOption(text('--password <password>', conformance.password))
    .option('--write', conformance.write)
    .option('--json', words.help.json)
    .addHelpText('after', conformance.help)
    .action(async (options: ConformanceOptions, command: Command) => {
      const key = await keyOf(options, words);
      if (key === null) command.error(conformance.key);
      else
        await tryServer(options, key, words).catch((error: unknown) => {
          if (!(error instanceof KeyTooSmall)) throw error;
          command.error(conformance.noPasswords);
        });
    });
}

async function keyOf(options: ConformanceOptions, words: CliWords): Promise<Key | null> {
  const { token, device, login, password } = options;
  if (token !== undefined) return device === undefined ? { token } : { token, device };
  if (login === undefined) return null;
  return { login, password: password ?? (await requirePassword(words)) };
}

async function tryServer(options: ConformanceOptions, key: Key, words: CliWords): Promise<void> {
  const { url, write, json } = options;
  const target = await openTarget(resolveEntAddress(url), key);
  const printer = json === true ? null : new Printer(words);
  const results =
    target instanceof Target
      ? await runSuite(target, {
          mayWrite: write === true || target.isTestAccount,
          onResult: (result) => printer?.print(result),
          onSlow: ({ group, name }) =>
            process.stderr.write(`${words.conformance.trying(`${group}: ${name}`)}\n`),
        })
      : [target];
  if (!(target instanceof Target)) printer?.print(target);
  const count = (outcome: CheckResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  const skips = skipsOf(results);
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ url, passed, failed, skipped, skips, results })}\n`
      : `\n${summaryOf({ passed, failed, skipped }, skips, words)}\n`,
  );
  if (failed > 0) process.exitCode = 1;
}

/** How many checks were not tried, by the reason. */
function skipsOf(results: readonly CheckResult[]): Readonly<Record<SkipReason, number>> {
  const counted = (reason: SkipReason) =>
    results.filter((result) => result.outcome === 'skipped' && result.reason === reason).length;
  return Object.fromEntries(SKIP_REASONS.map((reason) => [reason, counted(reason)])) as Record<
    SkipReason,
    number
  >;
}

function summaryOf(
  { passed, failed, skipped }: { passed: number; failed: number; skipped: number },
  skips: Readonly<Record<SkipReason, number>>,
  { conformance }: CliWords,
): string {
  const reasons = SKIP_REASONS.filter((reason) => skips[reason] > 0);
  return [
    conformance.summary(passed, failed, skipped),
    ...reasons.map((reason) => `  ${String(skips[reason]).padStart(4)}  ${conformance.reasons[reason]}`),
  ].join('\n');
}

/** The account, or the failure to be let in, which is a broken promise like any other. */
async function openTarget(url: string, key: Key): Promise<Target | CheckResult> {
  try {
    return await Target.open(url, key);
  } catch (error) {
    const failure = httpFailureOf(error);
    if (failure !== null) throw errorOfFailure(failure);
    // A port that the Fetch standard blocks is answered by nobody.
    if (error instanceof TypeError && error.message === 'fetch failed')
      throw errorOfFailure({ kind: 'unreachable', reason: 'refused' });
    if (!(error instanceof Mismatch)) throw error;
    const { expected, seen } = error;
    return { group: 'Signing in and out', name: 'the account is let in', outcome: 'failed', expected, seen };
  }
}

/** One line a check, below the name of its group; two more for what is broken. */
class Printer {
  readonly #words: CliWords['conformance'];
  #group = '';

  constructor({ conformance }: CliWords) {
    this.#words = conformance;
  }

  print(result: CheckResult): void {
    const { outcomes, reasons, expected, seen } = this.#words;
    const lines = result.group === this.#group ? [] : ['', result.group];
    this.#group = result.group;
    const { outcome } = result;
    const why =
      outcome !== 'skipped'
        ? ''
        : ` (${[reasons[result.reason], result.detail].filter((text) => text !== '').join(': ')})`;
    lines.push(`  ${outcomes[outcome].padEnd(12)} ${result.name}${why}`);
    if (outcome === 'failed') {
      lines.push(`      ${expected}: ${result.expected}`, `      ${seen}: ${result.seen}`);
    }
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
