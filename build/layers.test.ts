import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProject } from './project.ts';
import { runNode } from './run-command.ts';

/** A file, what it wrongly imports, and the rule that must say so. */
const WRONG_IMPORTS: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ['renderer/app/start.ts', 'main/engine/store/store.ts', 'renderer-knows-the-contract-only'],
  ['renderer/app/bridge.ts', 'preload/preload.ts', 'renderer-knows-the-contract-only'],
  ['renderer/app/window.ts', 'electron', 'renderer-knows-the-contract-only'],
  ['renderer/app/file.ts', 'node:fs', 'renderer-has-no-node'],
  ['preload/contract/sync.ts', 'main/engine/store/store.ts', 'contract-stands-alone'],
  ['preload/doors.ts', 'main/engine/store/store.ts', 'preload-knows-the-contract-only'],
  ['main/cli/report.ts', 'renderer/app/other.ts', 'main-does-not-know-the-screens'],
  ['main/engine/engine.ts', 'electron', 'engine-is-pure-node'],
  ['main/engine/rpc/ports.ts', 'main/shell/window.ts', 'engine-is-pure-node'],
  ['main/shell/menu.ts', 'main/engine/store/store.ts', 'shell-starts-the-engine-only'],
  ['main/reference-ent/ledger.ts', 'main/engine/store/store.ts', 'reference-ent-is-another-house'],
  ['main/engine/grading/handlers.ts', 'main/engine/sync/outbox.ts', 'domain-does-not-sync'],
  ['main/engine/lessons/list.ts', 'main/engine/classes/repository.ts', 'domain-does-not-reach-into-another'],
  ['main/engine/sync/pull.ts', 'main/engine/classes/repository.ts', 'sync-knows-no-domain'],
  ['main/engine/connectors/ent/push.ts', 'main/engine/store/store.ts', 'connector-knows-the-wire-only'],
  ['main/engine/grading/rules.ts', 'main/engine/store/store.ts', 'rules-are-pure'],
  ['main/engine/sync/schedule.ts', 'main/engine/sync/outbox.ts', 'rules-are-pure'],
  ['main/engine/sync/planner.ts', 'node:crypto', 'rules-use-no-node'],
  ['main/engine/vault/vault.ts', 'tests/engine/helper.ts', 'product-needs-no-test'],
  ['main/engine/vault/sizes.ts', 'main/engine/vault/nowhere.ts', 'not-resolvable'],
  ['main/engine/vault/first.ts', 'main/engine/vault/second.ts', 'no-circular'],
];

/** What the house allows, and no rule may complain of. */
const RIGHT_IMPORTS: readonly (readonly [file: string, imported: string])[] = [
  ['renderer/app/client.ts', 'preload/contract/errors.ts'],
  ['main/shell/host.ts', 'main/engine/host-contract.ts'],
  ['main/engine/library/handlers.ts', 'main/engine/store/store.ts'],
  ['main/reference-ent/server.ts', 'main/engine/connectors/ent/wire.ts'],
  ['tests/engine/sync.test.ts', 'main/engine/sync/outbox.ts'],
];

let house: string;
let violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];

beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'cartable-layers-'));
  copyFileSync(inProject('tsconfig.base.json'), join(house, 'tsconfig.base.json'));
  write('node_modules/electron/package.json', '{ "name": "electron", "main": "index.js" }');
  write('node_modules/electron/index.js', '');
  const imports = [...WRONG_IMPORTS, ...RIGHT_IMPORTS];
  const files = new Set(imports.map(([file]) => file));
  for (const [, imported] of imports) {
    if (!files.has(imported) && imported.includes('/') && !imported.endsWith('/nowhere.ts'))
      write(imported, 'export {};');
  }
  write('main/engine/vault/second.ts', "import './first.ts';");
  for (const [file, imported] of imports) write(file, `import '${specifier(file, imported)}';`);
  violations = await cruise();
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('an import from the wrong room', () => {
  test.each(WRONG_IMPORTS)('%s may not import %s: %s', (file, _imported, rule) => {
    expect(violations.filter(({ from }) => from === file).map((found) => found.rule.name)).toContain(rule);
  });
});

test('an import from the right room is left alone', () => {
  const files = new Set(RIGHT_IMPORTS.map(([file]) => file));
  expect(violations.filter(({ from }) => files.has(from))).toEqual([]);
});

test('every rule names the right import, and is proven here', () => {
  const settings = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
    readonly forbidden: readonly { readonly name: string; readonly comment?: string }[];
  };
  expect(settings.forbidden.filter(({ comment }) => !comment).map(({ name }) => name)).toEqual([]);
  const proven = new Set(WRONG_IMPORTS.map(([, , rule]) => rule));
  expect(settings.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), `${text}\n`);
}

/** A package by its name, a file of the house by the path that leads there. */
function specifier(file: string, imported: string): string {
  if (!imported.includes('/')) return imported;
  const path = relative(dirname(file), imported);
  return path.startsWith('.') ? path : `./${path}`;
}

async function cruise(): Promise<typeof violations> {
  const { exitCode, output } = await runNode(
    inProject('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    [
      '--config',
      inProject('.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...['main', 'preload', 'renderer', 'tests'],
    ],
    { cwd: house, isQuiet: true },
  );
  const { summary } = JSON.parse(output) as { summary: { violations: typeof violations } };
  if (summary.violations.length === 0) throw new Error(`No violation at all, exit code ${exitCode}.`);
  return summary.violations;
}
