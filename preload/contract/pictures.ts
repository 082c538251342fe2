import { TAIL_MAX_BYTES } from './annotations.ts';

/** What the page can hand over of a picture that has no file: 8 MiB. */
export const PICTURE_MAX_BYTES = TAIL_MAX_BYTES;

/** What the window draws among the words of a lesson, by its media type. */
const DRAWN = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;

/** Whether a document can stand in a text as a picture. */
export function isPicture(mediaType: string): boolean {
  return DRAWN.test(mediaType);
}
