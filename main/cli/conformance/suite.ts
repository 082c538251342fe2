import { accessChecks } from './access-checks.ts';
import { aroundChecks } from './around-checks.ts';
import { batchChecks } from './batch-checks.ts';
import type { Check } from './check.ts';
import { deviceChecks } from './device-checks.ts';
import { documentChecks } from './document-checks.ts';
import { editChecks } from './edit-checks.ts';
import { errorChecks } from './error-checks.ts';
import { KeyTooSmall, Mismatch, NothingToTry } from './expectations.ts';
import { readingChecks } from './feed-checks.ts';
import { gradeChecks } from './grade-checks.ts';
import { roundTripChecks } from './round-trip-checks.ts';
import { sizeChecks } from './size-checks.ts';
import type { Target } from './target.ts';
import { uploadChecks } from './upload-checks.ts';
import { versionChecks } from './version-checks.ts';

/** Why a check was not tried: no leave to write, a capability that the policy does not claim, the account, the tester's key. */
export const SKIP_REASONS = ['writes', 'not-offered', 'nothing-to-try', 'key'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export type CheckResult = { readonly group: string; readonly name: string } & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly expected: string; readonly seen: string }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason; readonly detail: string }
);

/** Every promise of the written API that can be seen from outside. */
export const CHECKS: readonly Check[] = [
  ...accessChecks,
  ...readingChecks,
  ...versionChecks,
  ...errorChecks,
  ...documentChecks,
  ...batchChecks,
  ...editChecks,
  ...deviceChecks,
  ...aroundChecks,
  ...gradeChecks,
  ...roundTripChecks,
  ...sizeChecks,
  ...uploadChecks,
];

/** After this, whoever waits wonders what is being tried. */
const SLOW_MS = 5_000;

/** Tries every check, one after the other. What a check throws is its failure, and ends no other. */
export async function runSuite(
  target: Target,
  {
    mayWrite,
    onResult,
    onSlow = () => undefined,
    slowMs = SLOW_MS,
    checks = CHECKS,
  }: {
    mayWrite: boolean;
    onResult: (result: CheckResult) => void;
    /** Told of a check that takes longer than `slowMs`, while it is being tried. */
    onSlow?: (check: Check) => void;
    slowMs?: number;
    checks?: readonly Check[];
  },
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const slow = setTimeout(onSlow, slowMs, check);
    const result = await tryCheck(check, target, mayWrite).finally(() => clearTimeout(slow));
    results.push(result);
    onResult(result);
  }
  return results;
}

async function tryCheck(check: Check, target: Target, mayWrite: boolean): Promise<CheckResult> {
  const { group, name, capability } = check;
  const skipped = (reason: SkipReason, detail: string): CheckResult => ({
    group,
    name,
    outcome: 'skipped',
    reason,
    detail,
  });
  if (capability !== undefined && !target.policy.capabilities.includes(capability))
    return skipped('not-offered', capability);
  if (check.isWriting === true && !mayWrite) return skipped('writes', '');
  if (check.isForTestAccount === true && !target.isTestAccount)
    return target.token === null
      ? skipped('key', 'only an access token was given')
      : skipped('writes', 'on an account for tests alone');
  try {
    await check.run(target);
    return { group, name, outcome: 'passed' };
  } catch (error) {
    if (error instanceof KeyTooSmall) return skipped('key', error.message);
    if (error instanceof NothingToTry && capability === undefined)
      return skipped('nothing-to-try', error.message);
    const { expected, seen } = mismatchOf(error, capability);
    return { group, name, outcome: 'failed', expected, seen };
  }
}

/** What is claimed must be seen: an account on which it cannot be tried proves nothing of it. */
function mismatchOf(error: unknown, capability: Check['capability']): Pick<Mismatch, 'expected' | 'seen'> {
  if (error instanceof Mismatch) return error;
  if (error instanceof NothingToTry)
    return {
      expected: `an account on which the capability ${capability} can be tried, as the policy claims it`,
      seen: error.message,
    };
  return { expected: 'an answer', seen: describe(error) };
}

/** Of a request that got no answer: the system's word for it is in the cause. */
function describe(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: unknown } };
  const code = cause?.code;
  return typeof code === 'string' ? `${name} ${code}` : `${name}: ${message}`;
}
