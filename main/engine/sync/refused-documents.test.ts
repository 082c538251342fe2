import { expect, test } from 'vitest';
import { CartableError } from '../platform/cartable-error.ts';
import { inTurns, RefusedDocuments, type Travelling, type Verdict } from './refused-documents.ts';

interface Named extends Travelling {
  readonly name: string;
}

const document = (name: string, { refusedTimes = 0, sessionsEnded = 0 } = {}): Named => ({
  name,
  refusedTimes,
  sessionsEnded,
});
const many = (count: number, held = {}) => Array.from({ length: count }, (_, at) => document(`d${at}`, held));

/** Documents on their way, and what is held against each. */
function underway(documents: readonly Named[]) {
  const verdicts = new Map<string, Verdict>();
  const refused = new RefusedDocuments(documents, ({ name }, verdict) => verdicts.set(name, verdict));
  return { refused, verdicts };
}

const REFUSAL = new CartableError('ent/refused', { status: 403 });
const CUT = new CartableError('ent/unreachable', { reason: 'reset' }, 'later');
const PAUSE = new CartableError('ent/paused', {}, 'later');
const stillRefused = async (documents: readonly Named[]) => documents;

test('what is under suspicion goes after the others and in ever smaller company, the most suspect alone and last', () => {
  const documents = [
    document('refused', { refusedTimes: 1 }),
    document('ended-3', { sessionsEnded: 3 }),
    document('good-1'),
    document('ended-9', { sessionsEnded: 9 }),
    document('ended-2', { sessionsEnded: 2 }),
    document('good-2'),
  ];
  const turns = inTurns(documents).map((turn) => [turn.documents.map(({ name }) => name), turn.atMost]);
  expect(turns).toEqual([
    [['good-1', 'good-2'], Number.POSITIVE_INFINITY],
    [['ended-2'], 16],
    [['ended-3'], 4],
    [['ended-9'], 1],
    [['refused'], 1],
  ]);
});

test('an ENT that refuses is asked ten times in a session, three where nothing passes', () => {
  const documents = many(30);
  const [some, none] = [underway(documents), underway(documents)];
  some.refused.pass(1);
  for (const [each, times] of [
    [some, 10],
    [none, 3],
  ] as const) {
    let asked = 0;
    for (const one of documents) {
      if (!each.refused.mayAsk([one])) continue;
      asked += 1;
      each.refused.meet(REFUSAL, [one]);
    }
    expect(asked).toBe(times);
  }
});

test('a pause, a sign-in or a network that says itself what it wants is nobody’s refusal; a word of a wall is', () => {
  const [one] = many(1);
  const meet = (error: CartableError) => () => underway([one as Named]).refused.meet(error, [one as Named]);
  const certain = new CartableError('network/captive-portal', { isCertain: 1 }, 'later');
  for (const error of [PAUSE, CUT, certain, new CartableError('account/sign-in-needed')])
    expect(meet(error)).toThrow(error);
  const portal = new CartableError('network/captive-portal', {}, 'later');
  const noRight = new CartableError('account/sign-in-needed', { reason: 'no-right' });
  for (const error of [REFUSAL, portal, noRight]) expect(meet(error)()).toBe('refused');
});

test('documents at which a session ends are remembered, each of the request; what came further is not blamed', () => {
  const documents = many(3, { sessionsEnded: 2 });
  const { refused, verdicts } = underway(documents);
  refused.progress(documents[0] as Named);
  expect(() => refused.meet(PAUSE, documents)).toThrow(PAUSE);
  expect([...verdicts.values()].map(({ sessionsEnded, isItsOwn }) => [sessionsEnded, isItsOwn])).toEqual([
    [0, false],
    [3, false],
    [3, false],
  ]);
});

test('one that goes alone by now and at which the line is cut is refused, when others have passed', async () => {
  const suspect = document('suspect', { sessionsEnded: 4 });
  const { refused, verdicts } = underway([suspect, ...many(3)]);
  refused.pass(3);
  expect(refused.meet(CUT, [suspect])).toBe('refused');
  await refused.settle(stillRefused);
  expect(verdicts.get('suspect')).toMatchObject({ isItsOwn: true, code: 'document-refused' });
});

test('a pause is believed to be for one document after seven sessions, and never where many go alone', () => {
  const last = { sessionsEnded: 6 };
  const alone = underway([document('d0', last)]);
  expect(() => alone.refused.meet(PAUSE, [document('d0', last)])).toThrow(PAUSE);
  expect(alone.verdicts.get('d0')?.isItsOwn).toBe(true);
  const earlier = { sessionsEnded: 5 };
  const sooner = underway([document('d0', earlier)]);
  expect(() => sooner.refused.meet(PAUSE, [document('d0', earlier)])).toThrow(PAUSE);
  expect(sooner.verdicts.get('d0')?.isItsOwn).toBe(false);
  const all = many(4, last);
  const outage = underway(all);
  expect(() => outage.refused.meet(PAUSE, [all[0] as Named])).toThrow(PAUSE);
  expect(outage.verdicts.get('d0')?.isItsOwn).toBe(false);
});

test('one that was too large alone is told so', async () => {
  const [one] = many(1) as [Named];
  const { refused, verdicts } = underway([one]);
  refused.meet(new CartableError('ent/refused', { status: 413 }), [one]);
  expect(refused.areAllTooLarge).toBe(true);
  refused.pass(1);
  expect(refused.areAllTooLarge).toBe(false);
  await refused.settle(stillRefused);
  expect(verdicts.get('d0')).toMatchObject({ isItsOwn: true, code: 'too-large' });
});
