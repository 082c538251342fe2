import type { DocumentRef } from '../../../preload/contract/index.ts';

/** How a document can be shown: by pdf.js, by the browser's own decoders, as letters, by its player, or not at all. */
export type DocumentKind = 'pdf' | 'image' | 'text' | 'audio' | 'video' | 'other';

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
const PLAYED_TYPES: Record<'audio' | 'video', ReadonlySet<string>> = {
  audio: new Set([
    'audio/mpeg',
    'audio/mp4',
    'audio/x-m4a',
    'audio/aac',
    'audio/ogg',
    'audio/wav',
    'audio/x-wav',
    'audio/webm',
    'audio/flac',
  ]),
  video: new Set(['video/mp4', 'video/webm', 'video/ogg', 'video/quicktime']),
};

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
  if (type === 'application/pdf') return 'pdf';
  if (IMAGE_TYPES.has(type)) return 'image';
  if (PLAYED_TYPES.audio.has(type)) return 'audio';
  if (PLAYED_TYPES.video.has(type)) return 'video';
  if (type.startsWith('text/') || TEXT_TYPES.has(type)) return 'text';
  if (type !== '' && type !== 'application/octet-stream') return 'other';
  const extension = extensionOf(name);
  if (extension === 'pdf') return 'pdf';
  return TEXT_EXTENSIONS.has(extension) ? 'text' : 'other';
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
