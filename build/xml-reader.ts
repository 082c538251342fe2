import { createRequire } from 'node:module';
import { inProject } from './project.ts';

export interface XmlDocument {
  getElementsByTagName(name: string): { readonly length: number; item(index: number): XmlElement };
}
export interface XmlElement {
  getAttribute(name: string): string | null;
  readonly textContent: string;
}

/** Parsers that electron-builder brings: for tests alone. */
const requireFromBuilder = createRequire(inProject('node_modules/electron-builder/package.json'));
const requireFromLibrary = createRequire(requireFromBuilder.resolve('app-builder-lib/package.json'));

/** Apple's property lists. */
export const plist = requireFromLibrary('plist') as { parse(text: string): Record<string, unknown> };
const { DOMParser } = createRequire(requireFromLibrary.resolve('plist'))('@xmldom/xmldom') as {
  DOMParser: new (options: object) => { parseFromString(text: string, type: string): XmlDocument };
};

/** Throws for XML that is not well formed. */
export function parseXml(text: string): XmlDocument {
  const fail = (message: string) => {
    throw new Error(message);
  };
  return new DOMParser({ onError: (_level: string, message: string) => fail(message) }).parseFromString(
    text,
    'text/xml',
  );
}

/** Every element of a name. */
export function elementsOf(document: XmlDocument, name: string): XmlElement[] {
  const found = document.getElementsByTagName(name);
  return Array.from({ length: found.length }, (_none, index) => found.item(index));
}
