import { IconFile, IconFileText, IconFileTypePdf, IconPhoto } from '@tabler/icons-react';

/** The kind of a file at a glance; its name says it in words. */
export function KindIcon({ mediaType }: { mediaType: string }) {
  const Icon = iconOf(mediaType);
  return <Icon className="documents-kind" size={18} stroke={1.6} aria-hidden />;
}

function iconOf(mediaType: string): typeof IconFile {
  if (mediaType === 'application/pdf') return IconFileTypePdf;
  if (mediaType.startsWith('image/')) return IconPhoto;
  if (mediaType.startsWith('text/') || mediaType.includes('word') || mediaType.includes('opendocument.text'))
    return IconFileText;
  return IconFile;
}
