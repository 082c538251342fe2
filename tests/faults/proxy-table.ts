import { setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { endingOf, type LineFault, REQUEST_KINDS, type RequestKind } from './proxy-table-cases.ts';
import { type Evening, Evenings, whatIsWrong } from './proxy-table-evening.ts';
import { makeCertificate } from './test-certificate.ts';

const SESSIONS_TO_EQUAL = 3;

interface Case {
  readonly fault: LineFault;
  readonly kind: RequestKind;
  readonly ending: readonly [code: string, reason?: string];
}

/**
 * Lets each fault strike each kind of request for a whole session, and then the line be well again.
 *
 * The session ends by the name of what went wrong; then, within three sessions, both sides are equal, nothing is lost, and
 * each edit took effect once.
 */
export function describeFaults(faults: readonly LineFault[]): void {
  const tls = makeCertificate();
  let evenings: Evenings;
  beforeAll(async () => {
    setDefaultCACertificates([tls.cert]);
    evenings = await Evenings.prepare();
  });
  afterAll(() => {
    setDefaultCACertificates([]);
    evenings.remove();
  });
  for (const fault of faults) {
    const cases = REQUEST_KINDS.flatMap((kind): Case[] => {
      const ending = endingOf(fault, kind);
      return ending === null ? [] : [{ fault, kind, ending }];
    });
    describe(fault.name, () => {
      for (const each of cases)
        test.concurrent(each.kind.name, async ({ expect }) => {
          const evening = await evenings.open(each.kind.stage, fault.isTls === true ? { tls } : {});
          try {
            expect(await outcomeOf(evening, each)).toEqual(expectedOf(each));
          } finally {
            await evening.close();
          }
        });
    });
  }
}

/** What a case comes to, all of it, so that a failure shows the whole story. */
interface CaseOutcome {
  readonly ending: readonly [code: string, reason?: string];
  readonly hasStruck: boolean;
  /** Requests after the ENT asked for silence and before its end, and what a session is then told. */
  readonly early: { readonly requests: number; readonly told: readonly string[] };
  readonly atLast: string;
  readonly wrong: readonly string[];
}

function expectedOf({ fault, ending }: Case): CaseOutcome {
  const told = fault.pauseS === undefined ? [] : ['ent/paused', 'ent/paused'];
  return { ending, hasStruck: true, early: { requests: 0, told }, atLast: 'done', wrong: [] };
}

async function outcomeOf(evening: Evening, { fault, kind }: Case): Promise<CaseOutcome> {
  const { line, device } = evening;
  line.aim({ at: kind.at, fault: fault.fault });
  const { outcome, session } = await device.synchronise();
  const reason = session?.error?.params.reason;
  const hasStruck = line.strikes > 0;
  line.aim(null);
  const early = await tryEarly(evening, fault, kind);
  let atLast = '';
  let wrong: readonly string[] = [];
  for (let count = 0; count < SESSIONS_TO_EQUAL; count += 1) {
    atLast = (await device.synchronise()).outcome;
    wrong = await whatIsWrong(evening, kind.stage);
    if (atLast === 'done' && wrong.length === 0) break;
  }
  const ending = reason === undefined ? ([outcome] as const) : ([outcome, String(reason)] as const);
  return { ending, hasStruck, early, atLast, wrong };
}

/** Tries at once, and just before the silence ends; leaves when it is over. */
async function tryEarly(
  { line, device }: Evening,
  { pauseS }: LineFault,
  { at }: RequestKind,
): Promise<CaseOutcome['early']> {
  if (pauseS === undefined) return { requests: 0, told: [] };
  // The goodbye too: nothing leaves after the answer that asks for silence.
  const struck = line.requests.findIndex((firstLine) => at.test(firstLine));
  const told: string[] = [];
  for (const waitMs of [0, pauseS * 1000 - 5_000]) {
    device.clock.pass(waitMs);
    told.push((await device.synchronise()).outcome);
  }
  const requests = line.requests.length - struck - 1;
  const until = device.sync.status().pausedUntil ?? 0;
  device.clock.pass(Math.max(0, until - device.clock.now()) + 1);
  return { requests, told };
}
