/**
 * What Moodle throws, as its clients see it: a PHP class, an error code and an English sentence.
 *
 * Codes are for machines, sentences are not: they depend on the site's language.
 */
export class MoodleError extends Error {
  override readonly name = 'MoodleError';
  /** PHP class without a namespace, for example `moodle_exception`. */
  readonly phpClass: string;
  readonly errorcode: string;
  /** Told to clients only by a site in developer mode. */
  readonly debuginfo: string | null;
  constructor(phpClass: string, errorcode: string, message: string, debuginfo: string | null = null) {
    super(message);
    this.phpClass = phpClass;
    this.errorcode = errorcode;
    this.debuginfo = debuginfo;
  }
}

export const moodleException = (errorcode: string, message: string) =>
  new MoodleError('moodle_exception', errorcode, message);

/** lib/classes/exception/invalid_parameter_exception.php: what is wrong is in debuginfo alone. */
export const invalidParameter = (debuginfo: string) =>
  new MoodleError(
    'invalid_parameter_exception',
    'invalidparameter',
    'Invalid parameter value detected',
    debuginfo,
  );

/** webservice/lib.php, webservice_access_exception. */
export const accessException = (debuginfo: string) =>
  new MoodleError('webservice_access_exception', 'accessexception', 'Access control exception', debuginfo);

/** lib/dmllib.php: `get_record(…, MUST_EXIST)` found nothing. */
export const missingRecord = (table: string) =>
  new MoodleError(
    'dml_missing_record_exception',
    'invalidrecord',
    `Can't find data record in database table ${table}.`,
  );

/** lib/dmllib.php: the database refused a row. */
export const writeFailed = (debuginfo: string) =>
  new MoodleError('dml_write_exception', 'dmlwriteexception', 'Error writing to database', debuginfo);

/** The same of a question: the database is away for a moment. */
export const readFailed = () =>
  new MoodleError('dml_read_exception', 'dmlreadexception', 'Error reading from database');

/** lib/setuplib.php `get_exception_info` of an error of PHP's own, in a plugin. */
export const phpError = () =>
  new MoodleError('TypeError', 'generalexceptionmessage', 'Unsupported operand types');

export const noPermission = (capability: string) =>
  new MoodleError(
    'required_capability_exception',
    'nopermissions',
    `Sorry, but you do not currently have permissions to do that (${capability}).`,
  );

/** Where a site keeps its exceptions: since 4.5 in the namespace core\exception, before that in none. */
export function qualifiedClass(error: MoodleError, version: number): string {
  const isNamespaced = !error.phpClass.startsWith('dml_') && !error.phpClass.startsWith('webservice_');
  return version >= 20241007 && isNamespaced ? `core\\exception\\${error.phpClass}` : error.phpClass;
}
