/** A lesson's text is nested some twenty levels deep. Parsing knows no bound, and what walks through it ends the stack. */
const JSON_LEVELS_MAX = 200;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `{` and `[`, and what closes them, differ from one another in this bit alone. */
const CURLY = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/** The JSON in a body; undefined when it is something else, or nested deeper than anything that is meant to be read. */
export function jsonIn(body: Buffer): unknown {
  if (isNestedTooDeep(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Looks at each byte once, whatever it is: a body comes from outside, and a string without an end must cost no more than
 * another. No byte of a character above ASCII is one of those that mean something here.
 */
function isNestedTooDeep(json: Uint8Array): boolean {
  let level = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (isInString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte !== undefined && (byte | CURLY) === OPENING) level += 1;
    else if (byte !== undefined && (byte | CURLY) === CLOSING) level -= 1;
    if (level > JSON_LEVELS_MAX) return true;
  }
  return false;
}
