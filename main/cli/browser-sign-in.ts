import { createInterface } from 'node:readline';
import { InvalidArgumentError, Option } from 'commander';
import type { Account } from '../../preload/contract/domain.ts';
import type { Engine } from '../engine/create-engine.ts';
import { CartableError } from '../engine/platform/cartable-error.ts';
import { describeFailure } from './failure.ts';
import type { CliWords } from './words/en.ts';

/** As long as the engine itself waits: ten minutes. */
const LONGEST_WAIT_S = 600;

/** `--browser`, in the place of a password. */
export function browserOption({ browser }: CliWords): Option {
  return new Option('--browser', browser.option);
}

/** `--wait`, for `--browser`: seconds. */
export function waitOption({ browser }: CliWords): Option {
  return new Option('--wait <seconds>', browser.wait).default(LONGEST_WAIT_S).argParser((text) => {
    const seconds = Number(text);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_WAIT_S)
      throw new InvalidArgumentError(browser.waitRange(LONGEST_WAIT_S));
    return seconds;
  });
}

/**
 * Signs in by the teacher's own browser: tells the page's address on stderr, opens it where that can be, and waits.
 *
 * Ctrl+C, and SIGTERM, call it off; nothing has changed then.
 * @param url as it was typed; null: the open account signs in again
 * @throws CartableError `account/browser-sign-in-failed` with its `reason`; `ent/*`, `network/*`, `account/*`
 */
export async function signInByBrowser(
  { account: { browser } }: Engine['client'],
  url: string | null,
  waitS: number,
  words: CliWords,
): Promise<Account> {
  const { languages, done, failed, open } = words.browser;
  const { signInId, address, takesAnswer } = await browser.begin({ url, languages, words: { done, failed } });
  const over = new AbortController();
  let isLate = false;
  const cancel = () => void browser.cancel({ signInId }).catch(() => undefined);
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, waitS * 1000);
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, cancel);
  try {
    // Waited for before the page is opened: a browser that is signed in may be back at once.
    const finished = browser.finish({ signInId });
    process.stderr.write(`${open}\n${address}\n`);
    if (takesAnswer) takeLines(words, (line) => browser.answer({ signInId, address: line }), over.signal);
    await browser.open({ signInId });
    return await finished;
  } catch (error) {
    throw isLate ? new CartableError('account/browser-sign-in-failed', { reason: 'timeout' }) : error;
  } finally {
    clearTimeout(timer);
    over.abort();
    for (const signal of signals) process.off(signal, cancel);
  }
}

/**
 * The address that the browser was sent on to, pasted by the teacher: no browser can bring it to a command. A line that is not it is said to
 * be none, and the next one is waited for.
 */
function takeLines(words: CliWords, take: (line: string) => Promise<unknown>, signal: AbortSignal): void {
  process.stderr.write(`${words.browser.paste}\n`);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    take(line).catch((error) => process.stderr.write(`${describeFailure(error, words, false)}\n`));
  });
  signal.addEventListener('abort', () => lines.close(), { once: true });
}
