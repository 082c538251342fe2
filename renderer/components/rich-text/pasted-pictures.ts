/** A picture that is to stand in the text: a file of this computer, or bytes that have none. */
export type GivenPicture =
  | { readonly kind: 'path'; readonly path: string; readonly name: string }
  | { readonly kind: 'bytes'; readonly bytes: Blob; readonly name: string };

/**
 * The pictures of what is pasted, when that is pictures and no words: a word processor that gives words puts a picture of them
 * beside, which nobody wants.
 */
export function picturesPasted(data: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  const pictures = [...data.files].filter(isPictureFile);
  if (pictures.length === 0) return [];
  const html = data.getData('text/html');
  const words =
    html === '' ? '' : (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '');
  return words.trim() === '' ? pictures : [];
}

export function isPictureFile({ type }: Pick<File, 'type'>): boolean {
  return type.startsWith('image/');
}
