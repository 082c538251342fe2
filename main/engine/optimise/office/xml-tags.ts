/**
 * XML edited in place: bytes are read as Latin-1, one character each, and what is not replaced comes back to the byte.
 *
 * Names and values that we look for are ASCII in every Office file; one in UTF-16 shows none, and is left alone.
 */
export function xmlText(bytes: Buffer): string {
  return bytes.toString('latin1');
}

export function xmlBytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Matches each start tag of an element, whatever its prefix. */
export function tagPattern(element: string): RegExp {
  return new RegExp(`<(?:[\\w-]+:)?(?:${element})(?=[\\s/>])(?:[^"'>]|"[^"]*"|'[^']*')*>`, 'g');
}

export function findTags(text: string, element: string): readonly string[] {
  return text.match(tagPattern(element)) ?? [];
}

function attributePattern(attribute: string): RegExp {
  return new RegExp(`(\\s(?:[\\w-]+:)?${attribute}\\s*=\\s*)(?:"([^"]*)"|'([^']*)')`);
}

/** An attribute's value as it is written, entities included; undefined if the tag has none. */
export function attributeOf(tag: string, attribute: string): string | undefined {
  const found = attributePattern(attribute).exec(tag);
  return found?.[2] ?? found?.[3];
}

/** The tag with another value, which must need no escaping. */
export function withAttribute(tag: string, attribute: string, value: string): string {
  return tag.replace(attributePattern(attribute), (_whole, before: string) => `${before}"${value}"`);
}

export function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
