import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFastFolder } from './fast-folder.ts';

/**
 * A rule of the product is taken away, in a copy of its sources: the simulation must find out.
 *
 * Those of the ENT (ledger, effect apart, base) are in simulation.test.ts.
 */
const MUTANTS = [
  {
    rule: 'the chance that is added to a pause',
    file: 'sync/back-off.ts',
    from: 'floorMs + fraction * Math.max(PAUSE_JITTER_MIN_MS, PAUSE_JITTER_SHARE * floorMs)',
    to: 'floorMs',
  },
  {
    rule: 'the chance in a retry',
    file: 'sync/back-off.ts',
    from: 'return fraction * Math.min(LONGEST_MS',
    to: 'return Math.min(LONGEST_MS',
  },
  {
    rule: 'each computer’s own turn at an opening',
    file: 'sync/device-spread.ts',
    from: 'return number % range;',
    to: 'return 0 * number;',
  },
  {
    rule: 'that an edit of what waits keeps the first base',
    file: 'sync/outbox.ts',
    from: 'UPDATE outbox_op SET kind = ?, payload = ?, lane = ?, out_of_x100 = ? WHERE op_id = ?',
    to: 'UPDATE outbox_op SET base_op = NULL, base_version = (SELECT version FROM synced_copy copy WHERE copy.entity = outbox_op.entity AND copy.entity_id = outbox_op.entity_id), kind = ?, payload = ?, lane = ?, out_of_x100 = ? WHERE op_id = ?',
  },
  {
    rule: 'that what an earlier sending said is one’s own',
    file: 'sync/meet-edit.ts',
    from: 'return sentBodies(op).some((said) => isSameBody(op.entity, said, body));',
    to: 'return sentBodies(op).length < 0 && isSameBody(op.entity, null, body);',
  },
  {
    rule: 'that another text than the one that was sent has another name',
    file: 'sync/outbox.ts',
    from: 'isOther ? this.rename(waiting) : waiting.op_id',
    to: 'isOther ? waiting.op_id : waiting.op_id',
  },
  {
    rule: 'that what others write beside a choice joins our side',
    file: 'sync/meet-edit.ts',
    from: '    takeBeside(context, op, theirs);',
    to: '    if (context === null) takeBeside(context, op, theirs);',
  },
  {
    rule: 'that what came while one was typing is not replaced unseen',
    file: 'sync/outbox.ts',
    from: 'sealed === undefined && edit.isUnseen !== true',
    to: 'sealed === undefined',
  },
  {
    rule: 'that a publication stays here with a grade of it',
    file: 'sync/op-groups.ts',
    from: "SET state = 'refused', last_code = 'group-failed' WHERE state = 'pending'",
    to: "SET last_code = last_code WHERE state = 'pending'",
  },
  {
    rule: 'that an edit which may have been heard is not undone',
    file: 'sync/taken-back.ts',
    from: 'if (mayHavePassed(op)) return false;',
    to: '',
  },
  {
    rule: 'that a late answer does not turn back what the ENT has told since',
    file: 'sync/answers.ts',
    from: "outcome === 'duplicate' && known !== undefined && known.version > version",
    to: 'known === undefined && version < 0',
  },
  {
    rule: 'that an edit is recorded in the transaction of its row',
    file: 'grading/save-grade.ts',
    from: '  recordMark(context, submission.id, mark, isUnseen);',
    to: 'queueMicrotask(() => db.open && recordMark(context, submission.id, mark, isUnseen));',
  },
  {
    rule: 'that a row is written in the transaction of its edit',
    file: 'grading/save-grade.ts',
    from: '  writeMark(db, submission.id, mark, { at: context.clock.now(), outOfTimes100 });',
    to: 'queueMicrotask(() => db.open && writeMark(db, submission.id, mark, { at: context.clock.now(), outOfTimes100 }));',
  },
] as const;

const root = resolve(import.meta.dirname, '../..');
const copy = makeFastFolder();

beforeAll(() => {
  for (const part of ['main', 'preload', 'resources/school-calendar', 'tests/faults', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const FIRST_SEED = 1;

/** What the simulation finds in the copy as it is. */
async function findings(seeds = 500): Promise<string[]> {
  const program = join(copy, 'tests/faults/simulation/mutant.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    String(FIRST_SEED),
    String(seeds),
  ]);
  return JSON.parse(stdout) as string[];
}

test('the sources as they are pass', async () => {
  expect(await findings(10)).toEqual([]);
});

test.each(MUTANTS)(
  'without $rule, the simulation finds a fault',
  async ({ file, from, to }) => {
    const path = join(copy, 'main/engine', file);
    const whole = readFileSync(path, 'utf8');
    expect(whole.split(from)).toHaveLength(2);
    writeFileSync(path, whole.replace(from, to));
    try {
      expect(await findings()).not.toEqual([]);
    } finally {
      writeFileSync(path, whole);
    }
  },
  600_000,
);
