import { useEffect, useEffectEvent, useState } from 'react';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import type { DocumentFault } from './vault.ts';
import { faultOf, readDocument } from './vault.ts';

/** The bytes of a document, null until they are there; a failure is told once. */
export function useDocumentBlob(
  { sha256 }: Pick<DocumentRef, 'sha256'>,
  onFault: (fault: DocumentFault) => void,
): Blob | null {
  const [blob, setBlob] = useState<Blob | null>(null);
  const tell = useEffectEvent(onFault);
  useEffect(() => {
    const leaving = new AbortController();
    readDocument(sha256, leaving.signal).then(setBlob, (error: unknown) => {
      if (!leaving.signal.aborted) tell(faultOf(error));
    });
    return () => {
      leaving.abort();
      setBlob(null);
    };
  }, [sha256]);
  return blob;
}
