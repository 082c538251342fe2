import type { DocumentRef } from '../../../preload/contract/index.ts';

/**
 * How a document can be shown: by pdf.js, by the browser's own decoders, as letters, as what a word processor wrote,
 * by its player, or not at all.
 */
export type DocumentKind = 'pdf' | 'image' | 'text' | 'written' | 'audio' | 'video' | 'other';

/** What an unshown file is, in one word of the catalogue (`documentView.type.*`). */
export type FileType = 'pdf' | 'word' | 'sheet' | 'slides' | 'archive' | 'audio' | 'video' | 'image' | 'file';

/** What Chromium decodes by itself. HEIC and TIFF are not among them. */
const IMAGE_TYPES = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/svg+xml',
]);

/** What Chromium plays without codecs that a system may lack; what it cannot play after all is named instead. */
const PLAYED_TYPES =
  /^(?:audio\/(?:mpeg|mp4|x-m4a|aac|ogg|wav|x-wav|webm|flac)|video\/(?:mp4|webm|ogg|quicktime))$/;

/** A file that came without a type, or of which the engine knows no more than that it is a recording or a film. */
const UNTOLD_TYPES = new Set(['', 'application/octet-stream', 'audio/*', 'video/*']);

/** The same by extension, for those. */
const PLAYED_EXTENSIONS: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** What the engine reads of a word processor's, of sheets and of slides (`library.readText`). */
const WRITTEN_TYPES =
  /^application\/vnd\.(?:openxmlformats-officedocument\.(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.(?:presentation|slideshow))|oasis\.opendocument\.(?:text|spreadsheet|presentation))$/;
const WRITTEN_EXTENSIONS: readonly string[] = ['docx', 'odt', 'xlsx', 'ods', 'pptx', 'ppsx', 'odp'];

const TEXT_TYPES = new Set([
  'application/json',
  'application/xml',
  'application/javascript',
  'application/x-tex',
  'application/x-sh',
]);

const TEXT_EXTENSIONS = new Set(
  'txt md markdown csv tsv log tex bib py ipynb js ts java c h cpp sql sh r json xml html htm css yml yaml ini srt'.split(
    ' ',
  ),
);

const EXTENSIONS_OF_TYPE: Record<Exclude<FileType, 'file'>, readonly string[]> = {
  pdf: ['pdf'],
  word: ['doc', 'docx', 'odt', 'rtf', 'pages'],
  sheet: ['xls', 'xlsx', 'ods', 'numbers'],
  slides: ['ppt', 'pptx', 'odp', 'key'],
  archive: ['zip', '7z', 'rar', 'tar', 'gz'],
  audio: ['mp3', 'm4a', 'ogg', 'opus', 'wav', 'flac'],
  video: ['mp4', 'mov', 'webm', 'mkv', 'avi'],
  image: ['heic', 'heif', 'tif', 'tiff'],
};

/** Says how to show a document, from its media type first and its name when the type says nothing. */
export function documentKind({ mediaType, name }: Pick<DocumentRef, 'mediaType' | 'name'>): DocumentKind {
  const type = bareType(mediaType);
  const played = playedType({ mediaType, name });
  if (played !== null) return played.startsWith('audio/') ? 'audio' : 'video';
  if (type === 'application/pdf') return 'pdf';
  if (IMAGE_TYPES.has(type)) return 'image';
  if (type.startsWith('text/') || TEXT_TYPES.has(type)) return 'text';
  if (WRITTEN_TYPES.test(type)) return 'written';
  if (type !== '' && type !== 'application/octet-stream') return 'other';
  const extension = extensionOf(name);
  if (extension === 'pdf') return 'pdf';
  if (WRITTEN_EXTENSIONS.includes(extension)) return 'written';
  return TEXT_EXTENSIONS.has(extension) ? 'text' : 'other';
}

/** The media type under which a recording or a film is played; null for anything else. */
export function playedType({ mediaType, name }: Pick<DocumentRef, 'mediaType' | 'name'>): string | null {
  const type = bareType(mediaType);
  if (PLAYED_TYPES.test(type)) return type;
  if (!UNTOLD_TYPES.has(type)) return null;
  return PLAYED_EXTENSIONS[extensionOf(name)] ?? null;
}

/** Says what kind of file it is, for a sentence: the media type is exact but nobody reads it. */
export function fileType({ mediaType, name }: Pick<DocumentRef, 'mediaType' | 'name'>): FileType {
  const extension = extensionOf(name);
  for (const [type, extensions] of Object.entries(EXTENSIONS_OF_TYPE)) {
    if (extensions.includes(extension)) return type as FileType;
  }
  const [family] = bareType(mediaType).split('/');
  return family === 'audio' || family === 'video' || family === 'image' ? family : 'file';
}

/** The last extension of a file name, in lower case; empty without one. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function bareType(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
