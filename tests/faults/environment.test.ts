import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradingHandlers } from '../../main/engine/grading/handlers.ts';
import { ENVIRONMENT_CASES, type EnvironmentCase, mountDisk, ROOM_CASES } from './environment-cases.ts';
import { type Evening, Evenings, whatIsWrong } from './proxy-table-evening.ts';

/** What goes wrong around sync, not on the line: each is named, loses nothing, and is over when its cause is. */

const SESSIONS_TO_EQUAL = 3;
const DISK_BYTES = 6 << 20;

let evenings: Evenings;
/** Holds the device of one case after the other. */
const disk = mkdtempSync(join(tmpdir(), 'cartable-small-'));
let hasDisk = false;
beforeAll(async () => {
  hasDisk = mountDisk(disk, DISK_BYTES);
  evenings = await Evenings.prepare();
});
afterAll(() => {
  evenings.remove();
  if (hasDisk) execFileSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
});

function parkedIn({ device }: Evening): string[] {
  const rows = device.context.store.db.prepare(
    "SELECT DISTINCT last_code FROM outbox_op WHERE state IN ('parked', 'refused')",
  );
  return rows.pluck().all() as string[];
}

/** The teacher tries again what waits for them; then sessions until all is well. */
async function recover(evening: Evening, stage: EnvironmentCase['stage']) {
  const { db } = evening.device.context.store;
  const waiting = db.prepare("SELECT op_id FROM outbox_op WHERE state IN ('parked', 'refused') ORDER BY seq");
  for (const opId of waiting.pluck().all() as string[]) evening.device.sync.retryEdit(opId);
  let atLast = '';
  let wrong: readonly string[] = [];
  for (let count = 0; count < SESSIONS_TO_EQUAL; count += 1) {
    atLast = (await evening.device.synchronise()).outcome;
    wrong = await whatIsWrong(evening, stage);
    if (atLast === 'done' && wrong.length === 0) break;
  }
  return { atLast, wrong };
}

describe('around sync', () => {
  test.each(ENVIRONMENT_CASES)('$name', async ({ stage, at, trouble, ends, parked, onSmallDisk }) => {
    const home = onSmallDisk === true && hasDisk ? join(disk, 'home') : undefined;
    if (home !== undefined) mkdirSync(home);
    const evening = await evenings.open(stage, home === undefined ? {} : { home });
    try {
      let giveBack: (() => void) | null = at === null ? trouble(evening) : null;
      const watch = (firstLine: string) => {
        if (at?.test(firstLine) === true) giveBack ??= trouble(evening);
        return false;
      };
      evening.line.aim({ at: { test: watch }, fault: { kind: 'none' } });
      const { outcome } = await evening.device.synchronise();
      evening.line.aim(null);
      expect(giveBack).not.toBeNull();
      (giveBack as unknown as () => void)();
      expect([outcome, ...parkedIn(evening)]).toEqual(parked === undefined ? [ends] : [ends, parked]);
      expect(await recover(evening, stage)).toEqual({ atLast: 'done', wrong: [] });
    } finally {
      await evening.close();
      if (home !== undefined) rmSync(home, { recursive: true, force: true });
    }
  });
});

describe('no room at the ENT', () => {
  test.concurrent.each(ROOM_CASES)('$name', async ({ kind, status, ends, parked }) => {
    const evening = await evenings.open(kind.stage);
    try {
      const bytes = `HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
      evening.line.aim({ at: kind.at, fault: { kind: 'says', bytes } });
      const { outcome } = await evening.device.synchronise();
      expect(evening.line.strikes).toBeGreaterThan(0);
      evening.line.aim(null);
      expect([outcome, ...parkedIn(evening)]).toEqual(parked === null ? [ends] : [ends, parked]);
      expect(await recover(evening, kind.stage)).toEqual({ atLast: 'done', wrong: [] });
    } finally {
      await evening.close();
    }
  });
});

test('a file is brought in although the folder of what comes in was tidied away', async () => {
  const evening = await evenings.open('watching');
  try {
    const { domain } = evening.device;
    rmSync(join(evening.data, 'vault', 'incoming'), { recursive: true });
    const path = join(evening.directory, 'vu.txt');
    writeFileSync(path, 'Vu.');
    await gradingHandlers.attachFeedback(domain, { submissionId: 'submission-2', path });
    expect(await recover(evening, 'watching')).toEqual({ atLast: 'done', wrong: [] });
    expect(evening.ent.store.count('feedback')).toBe(1);
  } finally {
    await evening.close();
  }
});

test('a journal that is removed between two runs takes nothing along that was shown as saved', async () => {
  const evening = await evenings.open('evening');
  try {
    evening.device.close();
    for (const end of ['-wal', '-shm']) rmSync(join(evening.data, `cartable.sqlite${end}`), { force: true });
    await evening.reopen();
    expect(await recover(evening, 'evening')).toEqual({ atLast: 'done', wrong: [] });
  } finally {
    await evening.close();
  }
});
