import { InvalidArgumentError, Option } from 'commander';
import type { Account } from '../../preload/contract/domain.ts';
import type { Engine } from '../engine/create-engine.ts';
import { CartableError } from '../engine/platform/cartable-error.ts';
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
  const { signInId, address } = await browser.begin({ url, languages, words: { done, failed } });
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
    await browser.open({ signInId });
    return await finished;
  } catch (error) {
    throw isLate ? new CartableError('account/browser-sign-in-failed', { reason: 'timeout' }) : error;
  } finally {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, cancel);
  }
}
