import { PhpArray, type PhpValue, toPhpString } from '../php/php-array.ts';
import type { Description, ValueType } from './descriptions.ts';
import { invalidParameter, MoodleError } from './moodle-error.ts';

/**
 * Checks parameters as lib/external/classes/external_api.php `validate_parameters` does: a key that is missing,
 * a key that nobody expects, or a value that is not exactly of its type, is refused. Null passes everywhere.
 *
 * @throws MoodleError `invalidparameter`
 */
export function validateParameters<T>(description: Description<T>, params: PhpValue): T {
  return check(description, params) as T;
}

function check({ node }: Description<unknown>, params: PhpValue): unknown {
  if (params === null) return null;
  if (node.kind === 'value') return checkValue(node.type, params);
  if (!(params instanceof PhpArray))
    throw invalidParameter(`Only arrays accepted. The bad value is: '${params}'`);
  if (node.kind === 'multiple') return [...params.values()].map((item) => check(node.content, item));
  return checkKeys(node.keys, params);
}

function checkKeys(keys: Readonly<Record<string, Description<unknown>>>, params: PhpArray): object {
  const left = new PhpArray(params);
  const result: Record<string, unknown> = {};
  for (const [key, description] of Object.entries(keys)) {
    const given = left.get(key);
    if (given !== undefined) result[key] = within(key, () => check(description, given));
    else if (description.need === 'required') {
      throw invalidParameter(`Missing required key in single structure: ${key}`);
    } else if (description.need === 'default') {
      result[key] = within(key, () => check(description, description.fallback as PhpValue));
    }
    left.delete(key);
  }
  if (left.size > 0) {
    throw invalidParameter(`Unexpected keys (${[...left.keys()].join(', ')}) detected in parameter array.`);
  }
  return result;
}

/** Says which attribute is at fault. */
function within<T>(key: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    throw invalidParameter(`${key} => ${error.message}: ${error.debuginfo}`);
  }
}

/** lib/moodlelib.php `validate_param`: cleaning a value must not change it. */
function checkValue(type: ValueType, param: PhpValue): string | number | boolean {
  if (param instanceof PhpArray) throw invalidParameter('Scalar type expected, array or object received.');
  const text = toPhpString(param);
  if (type === 'bool' && (typeof param === 'boolean' || text === '0' || text === '1')) return text === '1';
  const refusal = () =>
    invalidParameter(
      `Invalid external api parameter: the value is "${text}", the server was expecting "${type}" type`,
    );
  if (type === 'float') {
    if (!/\d/.test(text) || !/^[+-]?[0-9]*\.?[0-9]*(e[-|+]?[0-9]+)?$/i.test(text)) throw refusal();
    return Number(text);
  }
  const cleaned = clean(type, text);
  if (toPhpString(cleaned) !== text) throw refusal();
  return cleaned;
}

/** lib/classes/param.php `clean` (`clean_param`), of the types that occur here. */
export function clean(type: Exclude<ValueType, 'float'>, text: string): string | number | boolean {
  switch (type) {
    case 'int':
      return Number.parseInt(text, 10) || 0;
    case 'bool':
      return /^(1|on|yes|true)$/i.test(text) || (!/^(|0|off|no|false)$/i.test(text) && text !== '');
    case 'text':
      return text.replace(/<[^>]*>/g, '');
    case 'alpha':
      return text.replace(/[^a-zA-Z]/g, '');
    case 'alphanum':
      return text.replace(/[^A-Za-z0-9]/g, '');
    case 'alphanumext':
      return text.replace(/[^a-zA-Z0-9_-]/g, '');
    case 'lang':
      return /^[a-z]{2,3}(_[a-z0-9_]+)?$/.test(text) ? text : '';
    case 'raw':
      return text;
  }
}
