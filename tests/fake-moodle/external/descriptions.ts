import { PhpArray } from '../php/php-array.ts';

/** Types of lib/moodlelib.php's PARAM_*, as far as they occur here. */
export type ValueType =
  | 'int'
  | 'float'
  | 'bool'
  | 'text'
  | 'raw'
  | 'alpha'
  | 'alphanum'
  | 'alphanumext'
  | 'lang';

type OfType<T extends ValueType> = T extends 'int' | 'float' ? number : T extends 'bool' ? boolean : string;

type Node =
  | { readonly kind: 'value'; readonly type: ValueType }
  | { readonly kind: 'multiple'; readonly content: Description<unknown> }
  | { readonly kind: 'single'; readonly keys: Readonly<Record<string, Description<unknown>>> };

/**
 * What a parameter must be: lib/external/classes/external_{value,multiple_structure,single_structure}.php.
 *
 * `of` is never there: it carries the type that validation returns.
 */
export interface Description<T> {
  readonly node: Node;
  readonly need: 'required' | 'optional' | 'default';
  readonly fallback?: unknown;
  readonly of?: T;
}

export type Received<D> = D extends Description<infer T> ? T : never;

export function value<T extends ValueType>(type: T): Description<OfType<T>> {
  return { node: { kind: 'value', type }, need: 'required' };
}

export function multiple<T>(content: Description<T>): Description<readonly T[]> {
  return { node: { kind: 'multiple', content }, need: 'required' };
}

export function single<S extends Record<string, Description<unknown>>>(
  keys: S,
): Description<{ readonly [K in keyof S]: Received<S[K]> }> {
  return { node: { kind: 'single', keys }, need: 'required' };
}

/** VALUE_OPTIONAL: may be left out, and then is not there. */
export function optional<T>(description: Description<T>): Description<T | undefined> {
  return { node: description.node, need: 'optional' };
}

/** VALUE_DEFAULT: may be left out, and then is `fallback`. */
export function withDefault<T>(
  description: Description<T>,
  fallback: string | number | boolean,
): Description<T> {
  return { node: description.node, need: 'default', fallback };
}

/** VALUE_DEFAULT with `array()`. */
export function withEmptyDefault<T>(description: Description<T>): Description<T> {
  return { node: description.node, need: 'default', fallback: new PhpArray() };
}
