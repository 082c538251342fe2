import { PDFRawStream } from 'pdf-lib';
import { peel } from './filters.ts';
import type { PdfDocument } from './load.ts';
import { nameOf } from './names.ts';

/** What the document promises of itself, in its metadata, beyond being a PDF. */
export interface ArchivalPromise {
  /** PDF/A, PDF/UA, PDF/X, an electronic invoice…: metadata is then part of what was promised, and stays. */
  readonly isPromised: boolean;
  /** PDF/A-1 was written for PDF 1.4, which knows no object streams. */
  readonly allowsObjectStreams: boolean;
}

/** Reads the identification that archival and accessible documents carry in their metadata. */
export function archivalPromiseOf({ catalog }: PdfDocument): ArchivalPromise {
  const metadata = catalog.lookup(nameOf('Metadata'));
  const xml = metadata instanceof PDFRawStream ? peel(metadata, 8 * 1024 * 1024)?.bytes : undefined;
  // Metadata that cannot be read might promise anything.
  if (metadata instanceof PDFRawStream && xml === undefined)
    return { isPromised: true, allowsObjectStreams: false };
  const text = xml === undefined ? '' : decodeXml(xml);
  const part = /pdfaid:part(?:\s*=\s*["']|>)\s*(\d)/.exec(text)?.[1];
  const isPromised =
    part !== undefined || /pdfuaid:|pdfxid:|pdfvtid:|pdfe:|urn:factur-x|urn:zugferd/.test(text);
  return { isPromised, allowsObjectStreams: part !== '1' };
}

/** UTF-8, or UTF-16 where the first character, `<`, says so. */
function decodeXml(xml: Uint8Array): string {
  const isWide =
    xml[0] === 0 ||
    xml[1] === 0 ||
    (xml[0] === 0xfe && xml[1] === 0xff) ||
    (xml[0] === 0xff && xml[1] === 0xfe);
  if (!isWide) return new TextDecoder().decode(xml);
  return new TextDecoder(xml[0] === 0 || xml[0] === 0xfe ? 'utf-16be' : 'utf-16le').decode(xml);
}
