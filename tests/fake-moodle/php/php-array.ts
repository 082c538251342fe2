/** An array of PHP: ordered, its keys numbers or words. */
export class PhpArray extends Map<string, PhpValue> {}

/** What PHP holds after it has read a form or JSON. */
export type PhpValue = string | number | boolean | null | PhpArray;

/** What `json_decode($text, true)` makes of JSON. */
export function fromJson(json: unknown): PhpValue {
  if (Array.isArray(json)) return new PhpArray(json.map((item, index) => [String(index), fromJson(item)]));
  if (typeof json === 'object' && json !== null) {
    return new PhpArray(Object.entries(json).map(([key, item]) => [key, fromJson(item)]));
  }
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null;
}

/** `(string)$value` of a scalar. */
export function toPhpString(scalar: Exclude<PhpValue, PhpArray>): string {
  if (scalar === true) return '1';
  return scalar === false || scalar === null ? '' : String(scalar);
}
