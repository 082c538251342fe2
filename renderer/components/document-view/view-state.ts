/** `width` and `page` follow the pane; a number is a scale, 1 being the document's own size. */
export type Zoom = 'width' | 'page' | number;

export type Rotation = 0 | 90 | 180 | 270;

export interface ViewState {
  readonly zoom: Zoom;
  readonly rotation: Rotation;
  /** Two pages side by side. */
  readonly isSpread: boolean;
  /** Small pictures of the pages, beside them. */
  readonly hasThumbnails: boolean;
}

export type ViewCommand =
  | 'zoom-in'
  | 'zoom-out'
  | 'fit-width'
  | 'fit-page'
  | 'rotate'
  | 'two-pages'
  | 'thumbnails';

/** Only a document with pages obeys these. */
export const PAGE_COMMANDS: readonly ViewCommand[] = ['two-pages', 'thumbnails'];

export const MIN_SCALE = 0.1;
export const MAX_SCALE = 8;

/** 1.2: four steps double the size, as readers of PDF do. */
const STEP = 1.2;

/** Obeys a command; `scale` is the one in force, from which a step starts when the zoom follows the pane. */
export function obeyViewCommand(state: ViewState, command: ViewCommand, scale: number): ViewState {
  switch (command) {
    case 'zoom-in':
      return { ...state, zoom: steppedScale(scale, STEP) };
    case 'zoom-out':
      return { ...state, zoom: steppedScale(scale, 1 / STEP) };
    case 'fit-width':
      return { ...state, zoom: 'width' };
    case 'fit-page':
      return { ...state, zoom: 'page' };
    case 'rotate':
      return { ...state, rotation: ((state.rotation + 90) % 360) as Rotation };
    case 'two-pages':
      return { ...state, isSpread: !state.isSpread };
    case 'thumbnails':
      return { ...state, hasThumbnails: !state.hasThumbnails };
  }
}

/** Steps to the next scale, stopping at 100 % on the way: it is where a page is sharpest. */
function steppedScale(scale: number, factor: number): number {
  const wanted = scale * factor;
  const crossesOne = Math.abs(scale - 1) > 0.005 && (scale - 1) * (wanted - 1) < 0;
  if (crossesOne || Math.abs(wanted - 1) < 0.03) return 1;
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, Number(wanted.toFixed(3))));
}

const LETTERS: Record<string, ViewCommand> = { r: 'rotate', y: 'two-pages', z: 'thumbnails' };

/** The command of a key pressed in a document: + - 0 R Y Z. Null when the key means nothing here. */
export function viewCommandOfKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): ViewCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === '+' || event.key === '=') return 'zoom-in';
  if (event.key === '-') return 'zoom-out';
  // By its place: on a French keyboard the 0 without Shift is « à ».
  if (event.code === 'Digit0' || event.code === 'Numpad0') return event.shiftKey ? 'fit-page' : 'fit-width';
  return LETTERS[event.key.toLowerCase()] ?? null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size at which an image is drawn, before rotation, and the box that it fills once rotated. */
export function fitImage(
  natural: Size,
  pane: Size,
  { zoom, rotation }: Pick<ViewState, 'zoom' | 'rotation'>,
): { image: Size; box: Size; scale: number } {
  const isTurned = rotation === 90 || rotation === 270;
  const turned = isTurned ? { width: natural.height, height: natural.width } : natural;
  const scale = imageScale(turned, pane, zoom);
  const image = { width: natural.width * scale, height: natural.height * scale };
  return { image, box: isTurned ? { width: image.height, height: image.width } : image, scale };
}

/** A small image is not blown up to fill the pane: it would only be blurred. */
function imageScale(turned: Size, pane: Size, zoom: Zoom): number {
  if (typeof zoom === 'number') return zoom;
  const acrossWidth = pane.width / Math.max(1, turned.width);
  const acrossPage = Math.min(acrossWidth, pane.height / Math.max(1, turned.height));
  return Math.min(1, Math.max(0.01, zoom === 'width' ? acrossWidth : acrossPage));
}
