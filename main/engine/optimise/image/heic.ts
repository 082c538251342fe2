/// <reference path="./libheif-js.d.ts" />
import sharp from 'sharp';
import { DocumentRefusal } from '../recipe.ts';
import { type HeicColour, readHeicFacts } from './heic-boxes.ts';
import { MAX_PIXELS } from './image-header.ts';
import { rawTiff } from './raw-tiff.ts';

/** The wide space of phones' screens, in the numbers of ITU-T H.273. Others are read as sRGB, which they nearly are. */
const DISPLAY_P3 = 12;

/** libheif's words for "I read this well, and cannot show it": a codec that it does not have. */
const UNSUPPORTED_FILE = 3;
const UNSUPPORTED_FEATURE = 4;

/**
 * The image that a HEIC means to show first, upright, in a file that sharp reads; its colour profile comes along.
 *
 * sharp's own libheif has no HEVC decoder; this one does. The file's rotations and mirrorings are applied: in this
 * format they are not EXIF's affair. Returns undefined for a codec that we do not have. Throws `DocumentRefusal`.
 */
export async function decodeHeic(bytes: Buffer): Promise<Buffer | undefined> {
  const facts = readHeicFacts(bytes);
  if (facts !== undefined && facts.width * facts.height > MAX_PIXELS) throw new DocumentRefusal('too-large');
  const { default: heif } = await import('libheif-js/wasm-bundle.js');
  const context = heif.heif_context_alloc();
  try {
    const opened = heif.heif_context_read_from_memory(context, bytes);
    if (opened.code.value !== 0) return unreadable(opened);
    const handle = heif.heif_js_context_get_primary_image_handle(context);
    if (handle.code !== undefined) return unreadable(handle);
    const size = [heif.heif_image_handle_get_width(handle), heif.heif_image_handle_get_height(handle)];
    const [width, height] = size as [number, number];
    if (width * height > MAX_PIXELS) throw new DocumentRefusal('too-large');
    const isTransparent = heif.heif_image_handle_has_alpha_channel(handle) !== 0;
    const chroma = isTransparent ? 'heif_chroma_interleaved_RGBA' : 'heif_chroma_interleaved_RGB';
    const decoded = heif.heif_js_decode_image2(
      handle,
      heif.heif_colorspace.heif_colorspace_RGB,
      heif.heif_chroma[chroma],
    );
    heif.heif_image_handle_release(handle);
    if (decoded.code !== undefined) return unreadable(decoded);
    try {
      // The samples lie in libheif's memory: they are copied before it is given back.
      return await fileOf(decoded.channels[0], isTransparent ? 4 : 3, facts?.colour);
    } finally {
      heif.heif_image_release(decoded.image);
    }
  } finally {
    heif.heif_context_free(context);
  }
}

function unreadable({ code, message }: { code: { value: number }; message?: string }): undefined {
  if (code.value === UNSUPPORTED_FILE || code.value === UNSUPPORTED_FEATURE) return undefined;
  throw new DocumentRefusal('damaged', new Error(message));
}

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
}

async function fileOf(
  plane: Plane | undefined,
  channels: 3 | 4,
  colour: HeicColour | undefined,
): Promise<Buffer> {
  const data = plane && packRows(plane, channels);
  if (plane === undefined || data === undefined) throw new DocumentRefusal('damaged');
  return rawTiff({ data, width: plane.width, height: plane.height, channels }, await profileOf(colour));
}

async function profileOf(colour: HeicColour | undefined): Promise<Uint8Array | undefined> {
  if (colour === undefined) return undefined;
  if ('profile' in colour) return colour.profile;
  if (colour.primaries !== DISPLAY_P3) return undefined;
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: 'white' } });
  const { icc } = await sharp(await dot.withIccProfile('p3').png().toBuffer()).metadata();
  return icc;
}

/** Without the bytes that align rows; undefined if there are fewer than promised. */
function packRows({ width, height, stride, data }: Plane, channels: number): Uint8Array | undefined {
  const rowBytes = width * channels;
  if (data.length < stride * (height - 1) + rowBytes) return undefined;
  if (stride === rowBytes) return data.subarray(0, rowBytes * height);
  const packed = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1)
    packed.set(data.subarray(y * stride, y * stride + rowBytes), y * rowBytes);
  return packed;
}
