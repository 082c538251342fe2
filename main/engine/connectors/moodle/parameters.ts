/** What a web service takes: numbers, truth, text, lists and named members of these. */
export type Parameter =
  | string
  | number
  | boolean
  | readonly Parameter[]
  | { readonly [name: string]: Parameter | undefined };

/**
 * Parameters as PHP reads a form: `courseids[0]=2`, `grades[0][plugindata][files_filemanager]=7`.
 *
 * Truth is 1 and 0 (lib/classes/param.php, PARAM_BOOL). A member that is undefined is left out.
 */
export function flatten(parameters: { readonly [name: string]: Parameter | undefined }): [string, string][] {
  return Object.entries(parameters).flatMap(([name, value]) => flattenOne(name, value));
}

function flattenOne(name: string, value: Parameter | undefined): [string, string][] {
  if (value === undefined) return [];
  if (typeof value === 'boolean') return [[name, value ? '1' : '0']];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) => flattenOne(`${name}[${key}]`, member));
}
