import type { ErrorParams } from '../../preload/contract/errors.ts';

/** Failures that only the command line knows. */
export const FAULT_CODES = [
  'cli/password-needed',
  'cli/passphrase-needed',
  'cli/passphrase-short',
  'cli/passphrase-differs',
  'cli/is-folder',
  'cli/database-missing',
  'cli/database-empty',
  'cli/active-unreadable',
  'cli/port-taken',
  'cli/port-forbidden',
  'cli/not-one',
  'cli/system',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** A failure of a command that never crosses the bridge. Its words are in words/. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
  readonly code: FaultCode;
  readonly params: ErrorParams;

  constructor(code: FaultCode, params: ErrorParams = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.params = params;
  }
}
