import type { DomainContext } from '../context.ts';
import { paperHandlers } from '../paper/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';

/** What became of a pile by itself. */
export interface SharedPile {
  /** Copies that got pages. */
  readonly copyCount: number;
  /** Whether no page is left to ask about. */
  readonly isWhole: boolean;
}

/** Whether a file of a folder of scanned copies may be a pile. */
export function mayBePile(path: string): boolean {
  return /\.pdf$/i.test(path);
}

/**
 * Cuts a pile of the vault for an assignment, and attaches what is sure; what is doubtful is left to be asked about.
 *
 * The same pile again attaches nothing twice. Null: it cannot be cut, or the assignment is gone.
 * @throws CartableError `store/*` but `store/not-found`; or the signal's reason
 */
export async function shareOut(
  context: DomainContext,
  { sha256, assignmentId }: { sha256: string; assignmentId: string },
  signal: AbortSignal,
): Promise<SharedPile | null> {
  // Nobody waits for it: a dialog that is open meanwhile shows its own work.
  const quiet: DomainContext = { ...context, tellProgress: () => undefined };
  const source = { sha256 };
  try {
    const { parts } = await paperHandlers.readPile(quiet, { source, assignmentId }, signal);
    const sure = parts.flatMap(({ firstPage, lastPage, state, submissionId }) =>
      state === 'sure' && submissionId !== null ? [{ firstPage, lastPage, submissionId }] : [],
    );
    if (sure.length > 0) await paperHandlers.takePile(quiet, { source, sha256, parts: sure }, signal);
    return { copyCount: sure.length, isWhole: sure.length > 0 && sure.length === parts.length };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CartableError) || isOfTheStore(error)) throw error;
    return null;
  }
}

function isOfTheStore({ code }: CartableError): boolean {
  return code.startsWith('store/') && code !== 'store/not-found';
}
