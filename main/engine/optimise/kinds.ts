/** What a file is, judged by its bytes. */
export type DocumentKind =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'tiff'
  | 'bmp'
  | 'heic'
  | 'avif'
  | 'pdf'
  | 'docx'
  | 'pptx'
  | 'xlsx'
  | 'odt'
  | 'odp'
  | 'ods'
  | 'zip'
  /** The older Office container, which also wraps Office files that a password protects. */
  | 'ole'
  | 'ole-encrypted'
  | 'text'
  | 'audio'
  | 'video'
  | 'empty'
  | 'unknown';

export interface KindFacts {
  readonly mediaType: string;
  /** Without the dot: the one we give to a file of this kind; undefined where we would only guess. */
  readonly extension?: string;
  /** Every extension that promises this kind. */
  readonly extensions: readonly string[];
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

export const KIND_FACTS: Readonly<Record<DocumentKind, KindFacts>> = {
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { mediaType: 'image/png', extension: 'png', extensions: ['png'] },
  webp: { mediaType: 'image/webp', extension: 'webp', extensions: ['webp'] },
  gif: { mediaType: 'image/gif', extension: 'gif', extensions: ['gif'] },
  tiff: { mediaType: 'image/tiff', extension: 'tiff', extensions: ['tif', 'tiff'] },
  bmp: { mediaType: 'image/bmp', extension: 'bmp', extensions: ['bmp', 'dib'] },
  heic: { mediaType: 'image/heic', extension: 'heic', extensions: ['heic', 'heif'] },
  avif: { mediaType: 'image/avif', extension: 'avif', extensions: ['avif'] },
  pdf: { mediaType: 'application/pdf', extension: 'pdf', extensions: ['pdf'] },
  docx: {
    mediaType: `${OOXML}.wordprocessingml.document`,
    extension: 'docx',
    extensions: ['docx', 'docm', 'dotx', 'dotm'],
  },
  pptx: {
    mediaType: `${OOXML}.presentationml.presentation`,
    extension: 'pptx',
    extensions: ['pptx', 'pptm', 'ppsx', 'ppsm', 'potx', 'potm'],
  },
  xlsx: {
    mediaType: `${OOXML}.spreadsheetml.sheet`,
    extension: 'xlsx',
    extensions: ['xlsx', 'xlsm', 'xlsb', 'xltx', 'xltm'],
  },
  odt: { mediaType: `${ODF}.text`, extension: 'odt', extensions: ['odt', 'ott'] },
  odp: { mediaType: `${ODF}.presentation`, extension: 'odp', extensions: ['odp', 'otp'] },
  ods: { mediaType: `${ODF}.spreadsheet`, extension: 'ods', extensions: ['ods', 'ots'] },
  zip: { mediaType: 'application/zip', extension: 'zip', extensions: ['zip'] },
  ole: { mediaType: 'application/x-ole-storage', extensions: [] },
  'ole-encrypted': { mediaType: 'application/x-ole-storage', extensions: [] },
  text: { mediaType: 'text/plain', extensions: [] },
  audio: { mediaType: 'audio/*', extensions: [] },
  video: { mediaType: 'video/*', extensions: [] },
  empty: { mediaType: 'application/octet-stream', extensions: [] },
  unknown: { mediaType: 'application/octet-stream', extensions: [] },
};

/** Kinds whose names are strict promises: nobody saves prose as `.pdf` on purpose, while a `.doc` may well be RTF. */
const PROMISES: ReadonlyMap<string, DocumentKind> = new Map(
  Object.entries(KIND_FACTS).flatMap(([kind, facts]) =>
    facts.extensions.map((extension) => [extension, kind as DocumentKind] as const),
  ),
);

/** The extension of a file name, in lower case and without its dot; empty if there is none. */
export function extensionOf(fileName: string): string {
  return /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

/**
 * Whether a file's name promises a document that its bytes do not hold.
 *
 * A photo named `.pdf` is still a photo, and is treated as one; a web page or noise named `.pdf` is something that went
 * wrong before it reached us (a login page saved in place of the file, a bad disk) and must not be sent as a document.
 */
export function isMisnamed(fileName: string, kind: DocumentKind): boolean {
  const promised = PROMISES.get(extensionOf(fileName));
  if (promised === undefined || promised === kind) return false;
  return kind === 'unknown' || kind === 'text' || (kind === 'zip' && promised !== 'zip');
}

/** True for an archive that is nothing else: GeoGebra's files, books, exercises are archives too, and their programs' own. */
export function isPlainArchive(fileName: string): boolean {
  return ['', 'zip'].includes(extensionOf(fileName));
}

/** The extension that a kept file should carry: the usual one of its kind, else the one that it has. */
export function keptExtension(fileName: string, kind: DocumentKind): string {
  const own = extensionOf(fileName);
  const facts = KIND_FACTS[kind];
  // A program's own format in an archive's clothes: the name alone tells which.
  if (kind === 'zip' && own !== '') return own;
  return facts.extensions.includes(own) ? own : (facts.extension ?? own);
}
