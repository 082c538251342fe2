import { ORPCError } from '@orpc/server';
import type { ErrorDetail } from '../../preload/contract/errors.ts';
import { CartableError } from '../engine/platform/cartable-error.ts';
import { safeError } from '../engine/platform/log-facts.ts';

/** What each failure means, and what to do. The window has its own words, in two languages. */
const SENTENCES: Readonly<Record<string, string>> = {
  'account/wrong-address': 'There is no ENT at this address.',
  'account/wrong-credentials': 'The ENT does not know this login or password.',
  'account/not-connected': 'No account is connected: run `connect` or `demo` first.',
  'account/sign-in-needed': 'The session has ended: give the password in CARTABLE_PASSWORD.',
  'ent/unreachable': 'The ENT cannot be reached. Nothing is lost; try again later.',
  'ent/not-an-ent':
    'What answers at this address is not an ENT (a web page, or a sign-in page of the network).',
  'ent/insecure': 'The connection would not be safe: plain http, or a certificate that cannot be trusted.',
  'ent/paused': 'The ENT asks for silence for now.',
  'library/file-missing': 'There is no such file.',
  'library/file-unreadable': 'The file cannot be read.',
  'sync/too-many-deletions':
    'The ENT says that a great deal is gone. Nothing was deleted; `sync --accept-deletions` accepts what was listed.',
  'sync/dataset-changed':
    'The ENT was installed anew or put back: nothing was sent. `sync --adopt` starts again from what it holds now.',
  'store/in-use': 'Another Cartable is working on this data: close it first.',
  'store/disk-full': 'The disk is full. Nothing was changed.',
  'store/read-only': 'The data cannot be written to.',
  'store/corrupt': 'The database is damaged. Nothing was changed; restore a back-up.',
};

/** One line for stderr: the sentence if there is one, the code and its numbers. */
export function describeFailure(error: unknown): string {
  const known = asKnown(error);
  if (known === null)
    // A bug: its message may quote what it was working on.
    return `cartable: ${JSON.stringify(safeError(error))}`;
  const sentence = SENTENCES[known.code];
  const params = Object.keys(known.params).length === 0 ? '' : ` ${JSON.stringify(known.params)}`;
  return `cartable: ${sentence === undefined ? '' : `${sentence} `}[${known.code}${params}]`;
}

function asKnown(error: unknown): { code: string; params: Record<string, unknown> } | null {
  if (error instanceof CartableError) return error;
  if (error instanceof ORPCError && error.defined)
    return { code: error.code, params: (error.data as ErrorDetail).params };
  return null;
}
