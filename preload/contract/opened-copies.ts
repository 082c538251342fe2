/** What other programs are for: texts, tables, slides, pages, pictures, sounds. Nothing that a system would run, and no page of the web. */
const OPENED = new Set(
  [
    'docx doc odt rtf txt md csv tex xlsx xls ods pptx ppt odp odg pdf ggb',
    'png jpg jpeg gif webp bmp tif tiff mp3 m4a wav ogg flac mp4 webm',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a document is opened in another program, by the ending of its name. */
export function isOpenedOutside(name: string): boolean {
  return OPENED.has(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
}
