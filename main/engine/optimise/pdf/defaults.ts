import { PDFArray, type PDFDict, type PDFName, PDFNumber, type PDFObject, PDFRawStream } from 'pdf-lib';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/** What a key means when it is absent, and is therefore not worth writing (ISO 32000-1, tables 89 and 95). */
const DEFAULTS: Readonly<Record<'Form' | 'Image', Readonly<Record<string, string>>>> = {
  Form: { '/Type': '/XObject', '/FormType': '1', '/Matrix': '1 0 0 1 0 0' },
  Image: { '/Type': '/XObject', '/ImageMask': 'false', '/Interpolate': 'false' },
};

/**
 * Drops from forms and images what their dictionaries say without need: there are hundreds of them, and a stream's
 * dictionary cannot be packed.
 */
export function dropDefaults({ context }: PdfDocument): void {
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    for (const key of object.dict.keys()) if (isDefault(object.dict, key)) object.dict.delete(key);
  }
}

/** Whether a key of a stream's dictionary says what it would mean if it were absent. */
export function isDefault(dict: PDFDict, key: PDFName): boolean {
  const subtype = dict.get(nameOf('Subtype'));
  const kind = subtype === nameOf('Form') ? 'Form' : subtype === nameOf('Image') ? 'Image' : undefined;
  const usual = kind === undefined ? undefined : DEFAULTS[kind][key.asString()];
  return usual !== undefined && wordsOf(dict.get(key)) === usual;
}

function wordsOf(object: PDFObject | undefined): string | undefined {
  if (object instanceof PDFArray)
    return object
      .asArray()
      .map((value) => (value instanceof PDFNumber ? value.asNumber() : '?'))
      .join(' ');
  return object?.toString();
}
