/** Every instant at which the tests end the engine, in the order of a session; `half-` ones lie inside a transaction. */
export const FAILPOINTS = [
  'parked-half-replayed',
  'edit-half-recorded',
  'edit-half-taken-back',
  'edit-half-put-back',
  'session-opened',
  'secret-renewed',
  'policy-received',
  'page-half-applied',
  'page-applied',
  'edit-half-merged',
  'conflict-half-opened',
  'versions-compared',
  'documents-asked',
  'documents-composed',
  'bundle-stored',
  'upload-begun',
  'piece-stored',
  'upload-complete',
  'documents-sent',
  'batch-half-sealed',
  'batch-sealed',
  'answer-received',
  'answer-half-kept',
  'answer-kept',
  'batch-half-opened',
  'document-half-received',
  'document-flushed',
  'document-named',
  'documents-settled',
  'large-half-received',
  'large-whole',
  'session-closing',
  'device-half-renewed',
  'device-renewed',
  'dataset-backed-up',
  'dataset-half-adopted',
  'dataset-adopted',
  'deletions-held',
  'deletions-backed-up',
  'deletions-half-applied',
  'deletions-half-kept',
  'kept-backed-up',
  'kept-half-deleted',
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

/**
 * The failpoint that a process was started to die at, or null.
 *
 * Only when it runs from the sources, as the tests do: in the bundle, and so in every package, nothing arms one.
 */
export function armedFailpoint(
  environment: Readonly<Record<string, string | undefined>>,
  from: string = import.meta.url,
): string | null {
  return from.endsWith('.ts') ? (environment.CARTABLE_FAILPOINT ?? null) : null;
}

const armed = armedFailpoint(process.env);

/** Ends the process at once, as a power cut would, if it was started to die here. Nothing at all otherwise. */
export function failpoint(name: Failpoint): void {
  if (name === armed) process.kill(process.pid, 'SIGKILL');
}
