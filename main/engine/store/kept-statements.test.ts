import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { keepStatements } from './kept-statements.ts';
import type { Db } from './store.ts';

const NUMBERS = 'SELECT number FROM one ORDER BY number';

/** A table of 1 and 2, and how often something was compiled. */
function openKeeping(): { db: Db; compiled: () => number } {
  const native = new Database(':memory:');
  onTestFinished(() => void native.close());
  native.exec('CREATE TABLE one (number INTEGER) STRICT; INSERT INTO one VALUES (1), (2)');
  let count = 0;
  const compile = native.prepare.bind(native);
  native.prepare = ((sql: string) => {
    count += 1;
    return compile(sql);
  }) as typeof native.prepare;
  keepStatements(native);
  return { db: native, compiled: () => count };
}

test('the same text is compiled once, and runs with other values each time', () => {
  const { db, compiled } = openKeeping();
  const above = (least: number) => db.prepare('SELECT number FROM one WHERE number > ?').all(least);
  expect([above(0), above(1), above(2)]).toEqual([[{ number: 1 }, { number: 2 }], [{ number: 2 }], []]);
  expect(compiled()).toBe(1);
});

test('how one holder of a statement wants its rows is nothing to the others', () => {
  const { db } = openKeeping();
  const held = db.prepare(NUMBERS);
  expect(db.prepare(NUMBERS).pluck().all()).toEqual([1, 2]);
  expect(db.prepare(NUMBERS).raw().all()).toEqual([[1], [2]]);
  expect(held.all()).toEqual([{ number: 1 }, { number: 2 }]);
});

test('a statement can be asked again while its rows are being read', () => {
  const { db } = openKeeping();
  const pairs: unknown[] = [];
  for (const outer of db.prepare(NUMBERS).pluck().iterate())
    for (const inner of db.prepare(NUMBERS).pluck().iterate()) pairs.push([outer, inner]);
  expect(pairs).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ]);
});

test('a statement sees a column that was added after it was compiled', () => {
  const { db } = openKeeping();
  db.prepare('SELECT * FROM one').all();
  db.exec("ALTER TABLE one ADD COLUMN word TEXT NOT NULL DEFAULT 'w'");
  expect(db.prepare('SELECT * FROM one').all()).toEqual([
    { number: 1, word: 'w' },
    { number: 2, word: 'w' },
  ]);
});

test('texts without end are not all kept', () => {
  const { db, compiled } = openKeeping();
  const ask = (number: number) => db.prepare(`SELECT ${number}`).pluck().get();
  for (let number = 0; number < 1500; number += 1) expect(ask(number)).toBe(number);
  expect(ask(0)).toBe(0);
  expect(compiled()).toBe(1501);
});
