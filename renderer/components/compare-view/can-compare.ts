import type { DocumentRef } from '../../../preload/contract/index.ts';
import { documentKind } from '../document-view/document-kind.ts';

/** Whether two versions can be laid over each other. */
export function canCompare(document: DocumentRef, original: DocumentRef): boolean {
  const kinds = [document, original].map((one) => (one.isLocal ? documentKind(one) : 'other'));
  return kinds[0] === kinds[1] && (kinds[0] === 'image' || kinds[0] === 'pdf');
}
