import type { Figures } from './assumptions.ts';
import { CartableClient, type SimulatedEnt, type SimulatedPolicy } from './cartable-client.ts';
import { everyoneElse } from './everyone-else.ts';
import {
  DAY_MINUTES,
  MINUTE_MS,
  MINUTES,
  minuteOf,
  msOf,
  RUN_IN_DAYS,
  START,
  SURGE_MONDAY,
} from './fortnight.ts';
import { LoadByKind } from './load-by-kind.ts';
import { LoadCurve } from './load-curve.ts';
import { type Fortnight, fortnightOf } from './work.ts';

/** Who uses Cartable, and what the ENT asks of it. */
export interface Scenario {
  readonly name: string;
  /** Of the teachers, in [0, 1]. */
  readonly share: number;
  /** False: an ENT that says that every hour is as good as any other. */
  readonly hasWindows: boolean;
  /** On the surge Monday at 09:00 the operator turns the dial. */
  readonly hasCrisisPolicy: boolean;
}

export interface SimulatedRegion {
  readonly web: LoadCurve;
  readonly cartable: LoadCurve;
  /** What of `cartable` is for what. */
  readonly kinds: LoadByKind;
  /**
   * Minutes from the crisis policy until 95 % of the clients that were open at that moment obey it, or are closed; null: no
   * such policy. A client that is closed asks for nothing, and learns the policy with its next request.
   */
  readonly minutesToObey: number | null;
  readonly refusedSessions: number;
}

const CALM: SimulatedPolicy = { tag: 1, windows: [], pollMinS: 900 };
/** One window that avoids nothing that matters: the house's own hours then do not hold. */
const ANY_HOUR: SimulatedPolicy = {
  tag: 1,
  pollMinS: 900,
  windows: [{ days: '7', from: '03:00', to: '03:01', tz: 'Europe/Paris', lane: 'bulk', mode: 'avoid' }],
};
const CRISIS: SimulatedPolicy = {
  tag: 2,
  pollMinS: 4 * 3_600,
  windows: (['normal', 'bulk'] as const).map((lane) => ({
    days: '1-5',
    from: '08:00',
    to: '18:30',
    tz: 'Europe/Paris',
    lane,
    mode: 'avoid',
  })),
};
const CRISIS_AT = msOf(minuteOf(SURGE_MONDAY, '09:00'));

/** Two weeks of a region, minute by minute. The same seed gives the same fortnight. */
export function simulateRegion(scenario: Scenario, figures: Figures, seed: number): SimulatedRegion {
  const web = new LoadCurve();
  const cartable = new LoadCurve();
  const kinds = new LoadByKind();
  const teachers = Math.round(figures.teachers);
  const withCartable = Math.round(teachers * scenario.share);
  const ent = new CrowdedEnt(scenario, figures);
  const clients: CartableClient[] = [];
  for (let teacher = 0; teacher < teachers; teacher += 1) {
    const work = fortnightOf(teacher, figures, seed);
    if (teacher >= withCartable) gradeOnTheWeb(work, figures, web);
    else
      clients.push(
        new CartableClient(teacher, work, figures, ent, (nowMs, parts) => {
          const minute = (nowMs - START) / MINUTE_MS;
          kinds.add(minute, parts);
          for (const { load } of parts) cartable.add(minute, load);
        }),
      );
  }
  ent.expect(web);
  runClients(clients);
  const minutesToObey = scenario.hasCrisisPolicy ? timeToObey(clients) : null;
  return { web, cartable, kinds, minutesToObey, refusedSessions: kinds.of('refused').sessions };
}

/** The web's grader is asked through the whole time of grading. */
function gradeOnTheWeb({ classes }: Fortnight, figures: Figures, web: LoadCurve): void {
  for (const { startsAt, endsAt } of classes) {
    const minutes = Math.max(1, endsAt - startsAt);
    const load = {
      requests: figures.webRequests / minutes,
      bytes: figures.webBytes / minutes,
      cpuMs: figures.webCpuMs / minutes,
    };
    for (let minute = startsAt; minute < startsAt + minutes; minute += 1) web.add(minute, load);
  }
}

/** Everyone lives minute by minute, in the order of their next instant; first through some days that are not counted. */
function runClients(clients: readonly CartableClient[]): void {
  const first = -RUN_IN_DAYS * DAY_MINUTES;
  const due: number[][] = Array.from({ length: MINUTES - first + 1 }, () => []);
  const nextAt = new Float64Array(clients.length);
  const plan = (client: number, at: number | null, after: number) => {
    if (at === null) return;
    nextAt[client] = at;
    const minute = Math.max(after, Math.floor((at - START) / MINUTE_MS));
    if (minute < MINUTES) due[minute - first]?.push(client);
  };
  for (const index of clients.keys()) plan(index, msOf(first), first);
  for (let minute = first; minute < MINUTES; minute += 1) {
    const now = due[minute - first] ?? [];
    // The list grows while it is gone through: whoever has something else to do in this minute comes again.
    for (const index of now) {
      const at = nextAt[index] ?? 0;
      plan(index, clients[index]?.live(at) ?? null, minute);
    }
    due[minute - first] = [];
  }
}

/** The ENT answers as much as it was built for; the rest is refused, whoever asks. */
class CrowdedEnt implements SimulatedEnt {
  readonly #policies: readonly [SimulatedPolicy, SimulatedPolicy];
  readonly #others: LoadCurve;
  readonly #capacity: number;
  #web: LoadCurve | null = null;

  constructor({ hasWindows, hasCrisisPolicy }: Scenario, figures: Figures) {
    const calm = hasWindows ? CALM : ANY_HOUR;
    this.#policies = [calm, hasCrisisPolicy ? CRISIS : calm];
    const { students, parents } = everyoneElse(figures);
    this.#others = students;
    students.addAll(parents);
    const normalWeek = students.requests.subarray(0, MINUTES / 2);
    this.#capacity = normalWeek.reduce((most, value) => Math.max(most, value), 0) * figures.capacity;
  }

  /** What teachers ask of it by the web. */
  expect(web: LoadCurve): void {
    this.#web = web;
  }

  policy = (nowMs: number): SimulatedPolicy => this.#policies[nowMs >= CRISIS_AT ? 1 : 0];

  refusedShare = (nowMs: number): number => {
    const minute = Math.floor((nowMs - START) / MINUTE_MS);
    const asked = (this.#others.requests[minute] ?? 0) + (this.#web?.requests[minute] ?? 0);
    const share = asked <= this.#capacity ? 0 : 1 - this.#capacity / asked;
    return share;
  };
}

function timeToObey(clients: readonly CartableClient[]): number {
  const learnt = clients
    .filter((client) => client.isOpen(CRISIS_AT))
    .map((client) => {
      const closesAt = client.closesAt(CRISIS_AT);
      return client.policyTag === CRISIS.tag ? Math.min(client.policyLearntAt, closesAt) : closesAt;
    })
    .sort((a, b) => a - b);
  const at = learnt[Math.ceil(learnt.length * 0.95) - 1] ?? CRISIS_AT;
  return Math.round((at - CRISIS_AT) / MINUTE_MS);
}
