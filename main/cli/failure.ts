import { ORPCError } from '@orpc/server';
import type { ErrorCode, ErrorDetail, ErrorParams } from '../../preload/contract/errors.ts';
import { CartableError } from '../engine/platform/cartable-error.ts';
import { safeError } from '../engine/platform/log-facts.ts';
import { toStorageError } from '../engine/store/sqlite-errors.ts';
import { CommandFault, type FaultCode } from './command-fault.ts';
import type { CliWords } from './words/en.ts';

/** A failure with its name: the engine's, or the command line's own. */
export interface KnownFailure {
  readonly code: ErrorCode | FaultCode;
  readonly params: ErrorParams;
}

/**
 * Any failure by its name: the one place where the system's and SQLite's errors get theirs.
 *
 * What nobody expected is `internal/unexpected`, with the error's class and code, never its message.
 */
export function nameFailure(error: unknown): KnownFailure {
  if (error instanceof CommandFault) return error;
  if (error instanceof ORPCError && error.defined)
    return { code: error.code as ErrorCode, params: (error.data as ErrorDetail).params };
  const known = toStorageError(error);
  if (known instanceof CartableError) return known;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' && code === 'EADDRINUSE') return { code: 'cli/port-taken', params: {} };
  if (typeof syscall === 'string' && typeof code === 'string')
    return { code: 'cli/system', params: { errno: code, ...(path === undefined ? {} : { path }) } };
  const { name, code: safeCode } = safeError(error);
  return {
    code: 'internal/unexpected',
    params: { name, ...(safeCode === undefined ? {} : { code: safeCode }) },
  };
}

/** One line for stderr: what it is about, the sentence, then the name and the values. With `isDebug` the stack as well. */
export function describeFailure(error: unknown, words: CliWords, isDebug: boolean): string {
  const { code, params } = nameFailure(error);
  const subject = code === 'internal/unexpected' ? undefined : (params.path ?? params.name);
  const sentence = sentenceOf({ code, params }, words);
  const values = Object.keys(params).length === 0 ? '' : ` ${JSON.stringify(params)}`;
  const hint = code === 'internal/unexpected' && !isDebug ? ` ${words.debug}` : '';
  const line = `cartable: ${subject === undefined ? '' : `${subject}: `}${sentence}${hint} [${code}${values}]`;
  return isDebug && error instanceof Error ? `${line}\n${error.stack}` : line;
}

/** What happened, in words. A sign-in by the browser has a sentence for each way in which it can end. */
export function sentenceOf({ code, params }: KnownFailure, words: CliWords): string {
  const reasons: Readonly<Record<string, string>> = words.browserReasons;
  const reasoned = code === 'account/browser-sign-in-failed' ? reasons[`${params.reason}`] : undefined;
  const sentences: Readonly<Record<string, string>> = { ...words.errors, ...words.faults };
  const sentence = reasoned ?? sentences[code] ?? '';
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => `${params[name] ?? ''}`);
}
