import { inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib';
import { nameOf } from './names.ts';

/** No page, font or table of a real document is larger once unpacked; a bomb is. Images are bounded by their own size. */
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** Decoders written in JavaScript are bounded by their input: LZW can grow it 1300 times. */
const MAX_ODD_FILTER_BYTES = 1024 * 1024;

const FLATE = new Set(['/FlateDecode', '/Fl']);
const ODD = new Set([
  '/LZWDecode',
  '/LZW',
  '/ASCII85Decode',
  '/A85',
  '/ASCIIHexDecode',
  '/AHx',
  '/RunLengthDecode',
  '/RL',
]);
const LONG_NAMES: Readonly<Record<string, string>> = {
  '/LZW': '/LZWDecode',
  '/A85': '/ASCII85Decode',
  '/AHx': '/ASCIIHexDecode',
  '/RL': '/RunLengthDecode',
};

export interface Filter {
  /** With its slash, as `PDFName.asString` writes it. */
  readonly name: string;
  readonly parameters: PDFDict | undefined;
}

/** Bytes, and the filters that are still to be undone before they mean anything. */
export interface Peeled {
  readonly bytes: Uint8Array;
  /** The first of these applies first. */
  readonly remaining: readonly Filter[];
  /** Whether anything was peeled off. */
  readonly isChanged: boolean;
}

/** A stream's filters, in the order of decoding; undefined if they are not written as they should be. */
export function filtersOf(dict: PDFDict): readonly Filter[] | undefined {
  const filter = dict.lookup(nameOf('Filter'));
  const parameters = dict.lookup(nameOf('DecodeParms')) ?? dict.lookup(nameOf('DP'));
  if (filter === undefined) return [];
  if (filter instanceof PDFName) {
    const own = parameters instanceof PDFArray ? parameters.lookup(0) : parameters;
    return [{ name: filter.asString(), parameters: own instanceof PDFDict ? own : undefined }];
  }
  if (!(filter instanceof PDFArray)) return undefined;
  const filters: Filter[] = [];
  for (let index = 0; index < filter.size(); index += 1) {
    const name = filter.lookup(index);
    if (!(name instanceof PDFName)) return undefined;
    const own = parameters instanceof PDFArray ? parameters.lookup(index) : undefined;
    filters.push({ name: name.asString(), parameters: own instanceof PDFDict ? own : undefined });
  }
  return filters;
}

/**
 * Undoes the general-purpose filters of a stream, up to the first that is an image's own (or that has a predictor).
 *
 * Returns undefined when the stream cannot be unpacked cleanly within `maxBytes`: then it must be left as it is.
 */
export function peel(stream: PDFRawStream, maxBytes = MAX_UNPACKED_BYTES): Peeled | undefined {
  const filters = filtersOf(stream.dict);
  if (filters === undefined || stream.dict.has(nameOf('F'))) return undefined;
  let bytes = stream.contents;
  let done = 0;
  for (const filter of filters) {
    if (!FLATE.has(filter.name) && !ODD.has(filter.name)) break;
    const unpacked = FLATE.has(filter.name)
      ? inflate(bytes, maxBytes)
      : decodeOdd(bytes, filter, stream.dict);
    if (unpacked === undefined) return undefined;
    bytes = unpacked;
    done += 1;
    if (predictorOf(filter.parameters) > 1)
      return { bytes, remaining: [predictorAlone(filter), ...filters.slice(done)], isChanged: true };
  }
  return { bytes, remaining: filters.slice(done), isChanged: done > 0 };
}

/** The pseudo-filter that is left when a filter was undone but not its predictor. */
export const PREDICTOR_ONLY = '/Predictor';

function predictorAlone({ parameters }: Filter): Filter {
  return { name: PREDICTOR_ONLY, parameters };
}

export function numberIn(dict: PDFDict | undefined, key: string, fallback: number): number {
  const value = dict?.lookup(nameOf(key));
  return value instanceof PDFNumber ? value.asNumber() : fallback;
}

export function predictorOf(parameters: PDFDict | undefined): number {
  return numberIn(parameters, 'Predictor', 1);
}

/** Unpacks a whole zlib stream; undefined if it is broken or larger than allowed. */
export function inflate(bytes: Uint8Array, maxBytes: number): Uint8Array | undefined {
  try {
    return inflateSync(bytes, {
      maxOutputLength: Math.max(1, maxBytes),
      // In pieces of 16 kB, as by default, a scan of 30 MB takes twice as long to put together as to unpack.
      chunkSize: Math.min(1_048_576, Math.max(16_384, bytes.length * 4)),
    });
  } catch {
    return undefined;
  }
}

function decodeOdd(
  bytes: Uint8Array,
  { name, parameters }: Filter,
  { context }: PDFDict,
): Uint8Array | undefined {
  if (bytes.length > MAX_ODD_FILTER_BYTES) return undefined;
  const dict = PDFDict.withContext(context);
  dict.set(nameOf('Filter'), nameOf((LONG_NAMES[name] ?? name).slice(1)));
  if (parameters !== undefined) dict.set(nameOf('DecodeParms'), parameters);
  try {
    return decodePDFRawStream(PDFRawStream.of(dict, bytes)).decode();
  } catch {
    return undefined;
  }
}
