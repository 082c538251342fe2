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
function underway({ canBeAsked = true } = {}) {
  const verdicts = new Map<string, Verdict>();
  const refused = new RefusedDocuments<Named>({
    canBeAsked,
    note: ({ name }, verdict) => void verdicts.set(name, verdict),
  });
  return { refused, verdicts };
}

const REFUSAL = new CartableError('ent/refused', { status: 403 });
const CUT = new CartableError('ent/unreachable', { reason: 'reset' }, 'later');
const PAUSE = new CartableError('ent/paused', { status: 503 }, 'later');
/** Nothing was asked: the ENT had wished for silence in another answer. */
const SILENCE = new CartableError('ent/paused', {}, 'later');
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
  const [some, none] = [underway(), underway()];
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
  const meet = (error: CartableError) => () => underway().refused.meet(error, [one as Named]);
  const certain = new CartableError('network/captive-portal', { isCertain: 1 }, 'later');
  for (const error of [PAUSE, CUT, certain, new CartableError('account/sign-in-needed')])
    expect(meet(error)).toThrow(error);
  const portal = new CartableError('network/captive-portal', {}, 'later');
  const noRight = new CartableError('account/sign-in-needed', { reason: 'no-right' });
  for (const error of [REFUSAL, portal, noRight]) expect(meet(error)()).toBe('refused');
});

test('documents at which a session ends are remembered, each of the request; what came further is not blamed', () => {
  const documents = many(3, { sessionsEnded: 2 });
  const { refused, verdicts } = underway();
  refused.progress(documents[0] as Named);
  expect(() => refused.meet(PAUSE, documents)).toThrow(PAUSE);
  expect([...verdicts.values()].map(({ sessionsEnded, isItsOwn }) => [sessionsEnded, isItsOwn])).toEqual([
    [1, false],
    [3, false],
    [3, false],
  ]);
});

test('one that goes alone by now and at which the line is cut is refused, when others have passed', async () => {
  const suspect = document('suspect', { sessionsEnded: 4 });
  const { refused, verdicts } = underway();
  refused.pass(3);
  expect(refused.meet(CUT, [suspect])).toBe('refused');
  await refused.settle(stillRefused);
  expect(verdicts.get('suspect')).toMatchObject({ isItsOwn: true, code: 'document-refused' });
});

test('a pause is believed to be for a document that goes alone by now, and only where others pass', () => {
  for (const [sessionsEnded, passed, isItsOwn] of [
    [4, 1, true],
    [3, 1, false],
    [40, 0, false],
  ] as const) {
    const one = document('one', { sessionsEnded });
    const { refused, verdicts } = underway();
    refused.pass(passed);
    expect(() => refused.meet(PAUSE, [one])).toThrow(PAUSE);
    expect(verdicts.get('one')).toMatchObject({ isItsOwn, sessionsEnded: sessionsEnded + 1 });
  }
});

test('one that was too large alone is told so', async () => {
  const [one] = many(1) as [Named];
  const { refused, verdicts } = underway();
  refused.meet(new CartableError('ent/refused', { status: 413 }), [one]);
  expect(refused.hasTooLarge).toBe(true);
  refused.pass(1);
  await refused.settle(stillRefused);
  expect(verdicts.get('d0')).toMatchObject({ isItsOwn: true, code: 'too-large' });
});

test('at a server that can be asked nothing else no page, no cut and no sign-in is held against a document', () => {
  const suspect = document('suspect', { refusedTimes: 3, sessionsEnded: 9 });
  const portal = new CartableError('network/captive-portal', {}, 'later');
  const noRight = new CartableError('account/sign-in-needed', { reason: 'no-right' });
  for (const error of [portal, noRight, CUT]) {
    const { refused } = underway({ canBeAsked: false });
    expect(() => refused.meet(error, [suspect])).toThrow(error);
  }
  const alone = document('alone', { sessionsEnded: 20 });
  const { refused, verdicts } = underway({ canBeAsked: false });
  expect(() => refused.meet(PAUSE, [alone])).toThrow(PAUSE);
  expect(verdicts.get('alone')?.isItsOwn).toBe(false);
});

test('what the ENT has of an upload is forgotten for an answer, and not for a pause or a cut', async () => {
  const documents = [document('cut', { sessionsEnded: 4 }), document('answered')] as const;
  const { refused, verdicts } = underway();
  refused.pass(1);
  refused.meet(CUT, [documents[0]]);
  refused.meet(REFUSAL, [documents[1]]);
  await refused.settle(stillRefused);
  expect(['cut', 'answered'].map((name) => verdicts.get(name)?.isAnswered)).toEqual([false, true]);
});

test('refused alone is noted also where another one ends the session, once others have passed', () => {
  const [one, other] = many(2) as [Named, Named];
  const { refused, verdicts } = underway();
  refused.pass(1);
  refused.meet(REFUSAL, [one]);
  expect(() => refused.meet(PAUSE, [other])).toThrow(PAUSE);
  expect(verdicts.get('d0')).toMatchObject({ isItsOwn: true });
  expect(verdicts.get('d1')).toMatchObject({ isItsOwn: false, sessionsEnded: 1 });
});

test('what goes wrong here, or on the way before anything was answered, is held against no document', () => {
  for (const code of ['store/disk-full', 'vault/blob-missing', 'network/offline'] as const) {
    const { refused, verdicts } = underway();
    const error = new CartableError(code);
    expect(() => refused.meet(error, many(2))).toThrow(error);
    expect([code, verdicts.size]).toEqual([code, 0]);
  }
  for (const code of ['ent/unreachable', 'account/sign-in-needed', 'network/proxy-sign-in'] as const) {
    const { refused, verdicts } = underway();
    expect(() => refused.meet(new CartableError(code), many(2))).toThrow();
    expect([code, verdicts.size]).toEqual([code, 2]);
  }
});

test('several that go together again, since others have passed, and at which the line is cut are looked into; before that they end the session', () => {
  const suspects = many(4, { sessionsEnded: 5 });
  const [well, unknown] = [underway(), underway()];
  well.refused.pass(1);
  expect(well.refused.meet(CUT, suspects)).toBe('refused');
  expect(() => unknown.refused.meet(CUT, suspects)).toThrow(CUT);
});

test('a pause for too many requests is nobody’s, however alone it goes', () => {
  const { refused, verdicts } = underway();
  refused.pass(1);
  const tooMany = new CartableError('ent/paused', { status: 429 }, 'later');
  expect(() => refused.meet(tooMany, many(1, { sessionsEnded: 5 }))).toThrow(tooMany);
  expect(verdicts.get('d0')).toMatchObject({ isItsOwn: false, sessionsEnded: 6 });
});

test('a pause is not believed to be for any of several', () => {
  const { refused, verdicts } = underway();
  refused.pass(1);
  expect(() => refused.meet(PAUSE, many(2, { sessionsEnded: 5 }))).toThrow(PAUSE);
  expect([...verdicts.values()].map(({ isItsOwn }) => isItsOwn)).toEqual([false, false]);
});

test('what was refused alone before its hours ended is noted, once others have passed', () => {
  const { refused, verdicts } = underway();
  const [one] = many(1) as [Named];
  refused.meet(REFUSAL, [one]);
  refused.breakOff();
  expect(verdicts.size).toBe(0);
  refused.pass(1);
  refused.breakOff();
  expect(verdicts.get('d0')).toMatchObject({ isItsOwn: true, refusedTimes: 3 });
});

test('few that are all refused, where none passes, are noted each time, and as their own fault from the third session on', async () => {
  for (const [refusedTimes, isItsOwn] of [
    [0, false],
    [1, false],
    [2, true],
  ] as const) {
    const documents = many(3, { refusedTimes });
    const { refused, verdicts } = underway();
    for (const one of documents) refused.meet(REFUSAL, [one]);
    const settled = refused.settle(stillRefused);
    if (isItsOwn) await settled;
    else await expect(settled).rejects.toBe(REFUSAL);
    expect([...verdicts.values()].map((verdict) => [verdict.isItsOwn, verdict.refusedTimes])).toEqual(
      Array(3).fill([isItsOwn, refusedTimes + 1]),
    );
  }
});

test('a silence that was wished for in another answer is held against no document', () => {
  const { refused, verdicts } = underway();
  refused.pass(1);
  expect(() => refused.meet(SILENCE, many(2))).toThrow(SILENCE);
  expect(verdicts.size).toBe(0);
});
