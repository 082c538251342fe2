import type { Mark } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { openPdf } from '../../../components/document-view/open-pdf.ts';
import { loadPdfLibrary } from '../../../components/document-view/pdf-library.ts';
import { storageEntries } from './marks-to-pdf.ts';

/** One document of a copy. */
export interface Place {
  readonly submissionId: string;
  readonly sha256: string;
}

/**
 * Has pdf.js write the marks as an update of the document, and the engine make the annotated copy of it.
 *
 * What pdf.js gives must begin with the very bytes of the document; only what comes after them goes to the engine. The
 * document is opened anew, beside the one in view, which may be gone by then.
 */
export async function composeCopy(place: Place, revision: number, marks: readonly Mark[]): Promise<void> {
  const base = await engineClient.annotations.base(place);
  const closing = new AbortController();
  try {
    const pdf = await openPdf(await loadPdfLibrary(), base, closing.signal);
    for (const [key, entry] of storageEntries(marks)) pdf.annotationStorage.setValue(key, entry);
    const written = await pdf.saveDocument();
    if ((await sha256Of(written.subarray(0, base.sizeBytes))) !== base.sha256)
      throw new Error('pdf.js has not kept the beginning of the document.');
    const handover = await bridge().handOver(written.slice(base.sizeBytes));
    await engineClient.annotations.compose({ ...place, baseSha256: base.sha256, revision, handover });
  } finally {
    closing.abort();
  }
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
