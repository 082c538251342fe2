import { readFile, stat, writeFile } from 'node:fs/promises';
import { cpus, freemem, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { requireDiagnostics } from '../policies/obey.ts';
import { POLICY_KEYS } from '../policies/policy-table.ts';
import type { Policies } from '../policies/resolve.ts';
import { settingsHandlers } from '../settings/handlers.ts';
import type { Db } from '../store/store.ts';
import type { Workspace } from './workspace.ts';

/** What a support file is made from. */
export interface SupportParts {
  readonly dataDirectory: string;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly policies: Policies;
  /** The open account's; null where none is. */
  readonly workspace: Workspace | null;
}

/** Some weeks of exchanges, and what was logged around them: the file stays fit for a mail. */
const SESSIONS_TOLD = 100;
const LINES_TOLD = 500;

/**
 * Writes one file for whoever helps the teacher: versions, policies, settings, counts, exchanges, what a check-up finds,
 * and the logs.
 *
 * JSON, so that the teacher can read what they send. Nothing personal: no names, texts, grades, addresses or paths, and of
 * policies no value that could be one.
 * @throws CartableError `policy/not-allowed`, `policy/folder-not-allowed`, `store/disk-full`, `library/folder-unwritable`
 */
export async function writeSupportFile(parts: SupportParts, path: string): Promise<{ sizeBytes: number }> {
  requireDiagnostics(parts.policies);
  const bytes = Buffer.from(`${JSON.stringify(await supportFacts(parts), null, 2)}\n`);
  await replaceChosenFile(parts, path, (draft) => writeFile(draft, bytes, { flag: 'wx', mode: 0o600 }));
  return { sizeBytes: bytes.byteLength };
}

async function supportFacts(parts: SupportParts) {
  const { workspace, clock, appVersion, policies, dataDirectory } = parts;
  return {
    format: 'cartable-support 1',
    writtenAt: new Date(clock.now()).toISOString(),
    appVersion,
    system: {
      platform: process.platform,
      release: release(),
      processor: process.arch,
      processors: cpus().length,
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
      node: process.versions.node,
    },
    policies: policyFacts(policies),
    account: workspace === null ? null : await accountFacts(workspace),
    logs: {
      engine: await lastLines(dataDirectory, 'engine'),
      shell: await lastLines(dataDirectory, 'shell'),
    },
  };
}

/** Which policies hold, by whom; of a text or a list of texts that an administrator wrote, that there is one. */
function policyFacts({ entries, faults }: Policies) {
  const known: readonly string[] = POLICY_KEYS;
  return {
    inForce: entries.map(({ value, ...entry }) => ({
      ...entry,
      ...(typeof value === 'boolean' || typeof value === 'number' ? { value } : {}),
    })),
    faults: faults.map(({ key, ...fault }) => ({
      ...fault,
      key: key === null || known.includes(key) ? key : 'another',
    })),
  };
}

async function accountFacts({ account, domain, sync, store }: Workspace) {
  // Whose documents are broken is for the teacher's eyes.
  const { brokenDocuments, ...checkUp } = await settingsHandlers.doctor(domain);
  const { lanes, automatic } = sync.status();
  return {
    kind: account.kind,
    isReadOnly: store.isReadOnly,
    databaseBytes: await stat(store.path).then(({ size }) => size),
    settings: settingsHandlers.get(domain),
    rows: rowCounts(store.db),
    checkUp: {
      ...checkUp,
      brokenDocuments: brokenDocuments.map(({ damage, remedy, sizeBytes }) => ({
        damage,
        remedy,
        sizeBytes,
      })),
    },
    lanes,
    automatic,
    sessions: sync.history().slice(0, SESSIONS_TOLD).map(sessionFacts),
  };
}

/** The parameters of an error may quote a file's name. */
function sessionFacts({ error, id: _id, startedAt, endedAt, ...counts }: SyncSession) {
  return {
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt === null ? null : endedAt - startedAt,
    code: error?.code ?? null,
    ...counts,
  };
}

function rowCounts(db: Db): Record<string, number> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((table) => [table, db.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get() as number]),
  );
}

/** The newest lines of a log, which holds nothing personal (platform/log-facts.ts); what is no line of ours is left out. */
async function lastLines(dataDirectory: string, name: string): Promise<unknown[]> {
  const text = await readFile(join(dataDirectory, 'logs', `${name}.log`), 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(-LINES_TOLD)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
}
