import type { DocumentKind } from './kinds.ts';
import { readZipNames, type ZipNames } from './zip/zip-names.ts';

/** The parts of a file that its kind can be told from. */
export interface FileSample {
  /** The first bytes: 4 kB suffice for everything, 64 kB make text certain. */
  readonly head: Uint8Array;
  /** The last bytes, where a ZIP lists what it holds. May be the whole file, as may `head`. */
  readonly tail: Uint8Array;
  readonly sizeBytes: number;
}

/** A PDF's header may follow this many bytes of something else (ISO 32000-1, Annex H.3.4.1). */
const PDF_HEADER_WINDOW_BYTES = 1024;

/**
 * What a file is, judged by its content, never by its name.
 *
 * Pure. `unknown` is an honest answer: such a file is sent as it is, or refused if its name promised something else.
 */
export function sniff(sample: FileSample): DocumentKind {
  if (sample.sizeBytes === 0) return 'empty';
  const { head } = sample;
  return (
    sniffImage(head) ??
    sniffBoxes(head) ??
    sniffContainer(sample) ??
    sniffSound(head) ??
    sniffMoving(head) ??
    (latin1(head, 0, PDF_HEADER_WINDOW_BYTES).includes('%PDF-') ? 'pdf' : undefined) ??
    (isText(sample) ? 'text' : 'unknown')
  );
}

/** `sniff` for a file that is in memory as a whole. */
export function sniffBytes(bytes: Uint8Array): DocumentKind {
  return sniff({ head: bytes, tail: bytes, sizeBytes: bytes.length });
}

function sniffImage(head: Uint8Array): DocumentKind | undefined {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const magic = latin1(head, 0, 12);
  if (/^GIF8[79]a/.test(magic)) return 'gif';
  if (/^RIFF.{4}WEBP/s.test(magic)) return 'webp';
  if (/^(II[*+]\0|MM\0[*+])/.test(magic)) return 'tiff';
  return isBitmap(head) ? 'bmp' : undefined;
}

/** "BM" alone would match prose, so the second header's size must be one that exists. */
function isBitmap(head: Uint8Array): boolean {
  if (!startsWith(head, [0x42, 0x4d]) || head.length < 18) return false;
  const headerBytes = new DataView(head.buffer, head.byteOffset).getUint32(14, true);
  return [12, 40, 52, 56, 64, 108, 124].includes(headerBytes);
}

const HEIC_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|hevm|hevs)$/;

/** ISO base media files: HEIC, AVIF, MP4, QuickTime, M4A. The first brand decides, the others settle the doubtful ones. */
function sniffBoxes(head: Uint8Array): DocumentKind | undefined {
  if (latin1(head, 4, 8) !== 'ftyp') return undefined;
  const boxBytes = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const brands = latin1(head, 8, Math.min(boxBytes, 256)).match(/.{4}/gs) ?? [];
  const [major = ''] = brands;
  if (/^(avif|avis)$/.test(major)) return 'avif';
  if (HEIC_BRANDS.test(major)) return 'heic';
  if (/^(mif1|msf1|miaf)$/.test(major))
    return brands.some((brand) => /^avi[fs]$/.test(brand)) ? 'avif' : 'heic';
  return /^M4[AB] $/.test(major) ? 'audio' : 'video';
}

function sniffContainer(sample: FileSample): DocumentKind | undefined {
  const { head } = sample;
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
    // Names inside are UTF-16; a protected Office file holds exactly this stream, near the start or the end.
    const name = [...'EncryptedPackage'].join('\0');
    const isEncrypted = [head, sample.tail].some((part) => latin1(part, 0, part.length).includes(name));
    return isEncrypted ? 'ole-encrypted' : 'ole';
  }
  if (!startsWith(head, [0x50, 0x4b, 0x03, 0x04]) && !startsWith(head, [0x50, 0x4b, 0x05, 0x06]))
    return undefined;
  return sniffZip(readZipNames(head, sample.tail, sample.sizeBytes));
}

function sniffZip(zip: ZipNames): DocumentKind {
  const openDocument = /^application\/vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)/.exec(
    zip.mimetype,
  );
  if (openDocument?.[1] === 'text') return 'odt';
  if (openDocument?.[1] === 'presentation') return 'odp';
  if (openDocument?.[1] === 'spreadsheet') return 'ods';
  if (!zip.names.includes('[Content_Types].xml')) return 'zip';
  if (zip.names.some((name) => name.startsWith('word/'))) return 'docx';
  if (zip.names.some((name) => name.startsWith('ppt/'))) return 'pptx';
  if (zip.names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  return 'zip';
}

function sniffSound(head: Uint8Array): DocumentKind | undefined {
  const magic = latin1(head, 0, 12);
  if (/^(ID3|fLaC|#!AMR|RIFF.{4}WAVE|FORM.{4}AIF[FC])/s.test(magic)) return 'audio';
  if (magic.startsWith('OggS')) return latin1(head, 0, 256).includes('theora') ? 'video' : 'audio';
  const [first = 0, second = 0, third = 0] = head;
  // MPEG audio frame: eleven bits of sync, then a layer, a bit rate and a sampling rate that are not "reserved".
  const isFrame = first === 0xff && (second & 0xe6) !== 0xe0 && (second & 0xe0) === 0xe0;
  const isAdts = first === 0xff && (second & 0xf6) === 0xf0;
  const isByteOrderMark = second === 0xfe || second === 0xff;
  return (isFrame || isAdts) && !isByteOrderMark && third >> 4 !== 0xf && (third & 0x0c) !== 0x0c
    ? 'audio'
    : undefined;
}

function sniffMoving(head: Uint8Array): DocumentKind | undefined {
  if (/^(RIFF.{4}AVI |FLV)/s.test(latin1(head, 0, 12))) return 'video';
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) return 'video';
  if (startsWith(head, [0x00, 0x00, 0x01, 0xba]) || startsWith(head, [0x30, 0x26, 0xb2, 0x75]))
    return 'video';
  return head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47 ? 'video' : undefined;
}

/** UTF-8, UTF-16 with its mark, or an 8-bit alphabet: no control characters but white space. */
function isText({ head, sizeBytes }: FileSample): boolean {
  const sample = head.subarray(0, 65_536);
  if (startsWith(sample, [0xff, 0xfe]) || startsWith(sample, [0xfe, 0xff])) return true;
  const isControl = (byte: number) => byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b;
  if (sample.some(isControl)) return false;
  try {
    // `stream` tolerates a character cut by the end of the sample, but not by the end of the file.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: sample.length < sizeBytes });
    return true;
  } catch {
    // Latin-1 prose is mostly ASCII; compressed or encrypted bytes are not.
    return sample.filter((byte) => byte < 0x80).length > sample.length * 0.7;
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

const asciiDecoder = new TextDecoder('latin1');

/** Bytes as characters, one for one below 0x80, so that patterns can be written as text. */
function latin1(bytes: Uint8Array, start: number, end: number): string {
  return asciiDecoder.decode(bytes.subarray(start, end));
}
