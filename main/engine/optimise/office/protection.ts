import type { KeptReason } from '../outcome.ts';
import { findTags } from './xml-tags.ts';

/** Parts that hold programs: VBA, Excel 4 macro sheets, LibreOffice's Basic and scripts. */
const MACROS = /(^|\/)vbaProject\.bin$|^xl\/macrosheets\/|^(Basic|Scripts)\/.+/i;

const SIGNATURES = /^_xmlsignatures\/.+|(^|\/)META-INF\/(document|macro)signatures\.xml$/i;

/** Why a package must stay as it is; undefined if it may be rewritten. `manifest` is OpenDocument's, empty in others. */
export function protectionOf(names: readonly string[], manifest: string): KeptReason | undefined {
  if (findTags(manifest, 'encryption-data').length > 0) return 'encrypted';
  if (names.some((name) => SIGNATURES.test(name))) return 'signed';
  return names.some((name) => MACROS.test(name)) ? 'macros' : undefined;
}
