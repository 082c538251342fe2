/** What msitools tell of an MSI: its tables as `msiinfo export` writes them, and the files of `msiextract -l`. */
export interface MsiContent {
  readonly tables: Readonly<
    Record<'Property' | 'Upgrade' | 'CustomAction' | 'InstallExecuteSequence', string>
  >;
  readonly files: readonly string[];
}

export interface ExpectedMsi {
  readonly version: string;
  /** As electron-builder.yml has it. */
  readonly upgradeCode: string;
}

/** Names, types and keys of the columns come first (the IDT format). */
const HEAD_LINES = 3;
/** Types of actions that start a program, the lowest six bits of `Type` (Windows Installer, "Summary List of All Custom Action Types"). */
const PROGRAM_ACTIONS: ReadonlySet<number> = new Set([2, 18, 34, 50]);
const ACTION_KIND = 0x3f;
/** Without these it starts to a white window, or to an engine that cannot open its database. */
const NEEDED_FILES = [
  'Cartable.exe',
  'resources/app.asar',
  'resources/LICENSE.txt',
  'resources/engine/engine.mjs',
  'resources/engine/node_modules/better-sqlite3/package.json',
  'resources/engine/node_modules/sharp/package.json',
];
/** Source maps, what marks a package of tests, and what an unpacked application would be loaded from. */
const UNWANTED_FILES = /\.map$|TEST-PACKAGE\.txt$|resources\/(?:app|default_app\.asar)(?:\/|$)/;

/** The rows of a table, each by its cells. */
export function rowsOf(idt: string): readonly (readonly string[])[] {
  return idt
    .split(/\r?\n/)
    .slice(HEAD_LINES)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

/**
 * Why an MSI must not be given to a school, in English; empty when nothing is wrong.
 *
 * What `msiexec /qn` under the SYSTEM account (GPO, Intune, SCCM) needs: for the whole computer whoever installs, replaced by
 * its next version, nothing started.
 */
export function msiFaults({ tables, files }: MsiContent, expected: ExpectedMsi): readonly string[] {
  const property = new Map(
    rowsOf(tables.Property).map(([name = '', value = '']) => [name, value] as [string, string]),
  );
  const upgradeCode = `{${expected.upgradeCode}}`.toUpperCase();
  const started = rowsOf(tables.CustomAction).filter(([, type]) =>
    PROGRAM_ACTIONS.has(Number(type) & ACTION_KIND),
  );
  const sequence = new Set(rowsOf(tables.InstallExecuteSequence).map(([action]) => action));
  const missing = NEEDED_FILES.filter((name) => !files.some((file) => file.endsWith(`/${name}`)));
  const checks: readonly (readonly [boolean, string])[] = [
    [property.get('ALLUSERS') === '1', 'It is not installed for the whole computer: ALLUSERS is not 1.'],
    [
      (property.get('SecureCustomProperties') ?? '').split(';').includes('ALLUSERS'),
      'ALLUSERS does not reach an elevated installation: it is not among SecureCustomProperties.',
    ],
    [property.get('UpgradeCode')?.toUpperCase() === upgradeCode, 'Its UpgradeCode is another.'],
    [
      rowsOf(tables.Upgrade).some(([code]) => code?.toUpperCase() === upgradeCode) &&
        sequence.has('RemoveExistingProducts'),
      'It would lie beside an earlier version instead of replacing it.',
    ],
    [
      new RegExp(`^${expected.version.replaceAll('.', '\\.')}(?:\\.\\d+)?$`).test(
        property.get('ProductVersion') ?? '',
      ),
      'Its version is another.',
    ],
    [started.length === 0, `It starts a program: ${started.map(([action]) => action).join(', ')}.`],
    [missing.length === 0, `It lacks ${missing.join(', ')}.`],
    [!files.some((file) => UNWANTED_FILES.test(file)), 'It holds files of development or of tests.'],
  ];
  return checks.flatMap(([isGood, fault]) => (isGood ? [] : [fault]));
}
