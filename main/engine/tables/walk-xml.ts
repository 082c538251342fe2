/// <reference path="./saxen.d.ts" />
import { Parser } from 'saxen';
import { notATable } from './package-parts.ts';

/** An element as it begins. Names are without their prefixes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlWalker {
  open?(element: XmlElement): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Goes through an XML part once. Entities that a file declares itself are not known: nothing is expanded, nothing fetched.
 *
 * @throws CartableError `exchange/not-a-table`, or what the walker throws
 */
export function walkXml(xml: string, walker: XmlWalker): void {
  const parser = new Parser();
  let failure: Error | null = null;
  parser.on('openTag', (name, attributes, decode) => {
    const written = Object.entries(attributes());
    walker.open?.({
      name: localName(name),
      attributes: Object.fromEntries(written.map(([key, value]) => [localName(key), decode(value)])),
    });
  });
  parser.on('closeTag', (name) => walker.close?.(localName(name)));
  parser.on('text', (text, decode) => walker.text?.(decode(text)));
  parser.on('cdata', (text) => walker.text?.(text));
  parser.on('error', (error) => {
    failure ??= error;
  });
  parser.parse(xml);
  if (failure !== null) throw notATable();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
