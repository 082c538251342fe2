/** Why a document's bytes cannot be shown. A key of the catalogue (`documentView.fault.*`). */
export type DocumentFault = 'missing' | 'damaged' | 'protected' | 'unreadable';

/** A document that cannot be shown, with the reason to say. */
export class DocumentFailure extends Error {
  readonly fault: DocumentFault;

  constructor(fault: DocumentFault) {
    super(`The document cannot be shown: ${fault}`);
    this.fault = fault;
  }
}

/** The reason of any failure to show a document; what is not foreseen is said as unreadable. */
export function faultOf(error: unknown): DocumentFault {
  return error instanceof DocumentFailure ? error.fault : 'unreadable';
}

/** Where the shell serves a document's bytes, read-only. */
export function vaultUrl(sha256: string): string {
  return `vault://${sha256}`;
}

/** Reads a whole document. Throws `DocumentFailure`, or an `AbortError` when it is no longer wanted. */
export async function readDocument(sha256: string, signal: AbortSignal): Promise<Blob> {
  const response = await ask(sha256, { signal });
  return response.blob();
}

/** Reads the bytes from `begin` up to, not including, `end`. */
export async function readRange(
  sha256: string,
  [begin, end]: readonly [number, number],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await ask(sha256, { signal, headers: { range: `bytes=${begin}-${end - 1}` } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server that knows no ranges sends everything.
  return response.status === 206 ? bytes : bytes.slice(begin, end);
}

async function ask(sha256: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(vaultUrl(sha256), init);
  } catch {
    init.signal?.throwIfAborted();
    throw new DocumentFailure('unreadable');
  }
  if (response.ok) return response;
  throw new DocumentFailure(response.status === 404 ? 'missing' : 'unreadable');
}
