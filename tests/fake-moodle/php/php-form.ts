import { PhpArray, type PhpValue } from './php-array.ts';

/**
 * Reads `application/x-www-form-urlencoded` as PHP does (main/php_variables.c): `a[b][0]=x` nests, `a[]=x` appends.
 *
 * @param maxVariables PHP's `max_input_vars`: what comes after so many is left out in silence
 */
export function readForm(text: string, maxVariables: number): PhpArray {
  return readFields([...new URLSearchParams(text)], maxVariables);
}

/** The same for the fields of a multipart form. */
export function readFields(fields: readonly (readonly [string, string])[], maxVariables: number): PhpArray {
  const form = new PhpArray();
  for (const [name, text] of fields.slice(0, maxVariables)) put(form, keysOf(name), text);
  return form;
}

/** `array_merge($_GET, $_POST)`. */
export function mergeForms(query: PhpArray, post: PhpArray): PhpArray {
  return new PhpArray([...query, ...post]);
}

function keysOf(name: string): string[] {
  const bracket = name.indexOf('[');
  if (bracket <= 0) return [phpName(name)];
  const keys = [...name.slice(bracket).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  return [phpName(name.slice(0, bracket)), ...keys];
}

/** Names of variables hold neither dots nor spaces. */
const phpName = (name: string) => name.replace(/[. ]/g, '_');

function put(into: PhpArray, [first = '', ...rest]: string[], text: PhpValue): void {
  const key = first === '' ? nextIndex(into) : first;
  if (rest.length === 0) {
    into.set(key, text);
    return;
  }
  const current = into.get(key);
  const inner = current instanceof PhpArray ? current : new PhpArray();
  into.set(key, inner);
  put(inner, rest, text);
}

function nextIndex(array: PhpArray): string {
  const numbers = [...array.keys()].map(Number).filter(Number.isInteger);
  return String(Math.max(-1, ...numbers) + 1);
}
