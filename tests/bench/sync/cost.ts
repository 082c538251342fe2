import type { EntStatistics } from '../../../main/reference-ent/statistics.ts';
import type { EntProcess } from './ent-process.ts';

/** What something cost an ENT, as the ENT counted it: headers included, processor time of its process alone. */
export interface Cost {
  readonly requests: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly cpuMs: number;
  /** How often each endpoint was asked. */
  readonly endpoints: Readonly<Record<string, number>>;
  readonly errors5xx: number;
}

/** What `work` costs the ENT. */
export async function costOf(ent: EntProcess, work: () => Promise<unknown>): Promise<Cost> {
  const before = await ent.statistics();
  await work();
  return between(before, await ent.statistics());
}

/** Both together. */
export function sum(a: Cost, b: Cost): Cost {
  const endpoints = { ...a.endpoints };
  for (const [name, count] of Object.entries(b.endpoints)) endpoints[name] = (endpoints[name] ?? 0) + count;
  return {
    requests: a.requests + b.requests,
    bytesUp: a.bytesUp + b.bytesUp,
    bytesDown: a.bytesDown + b.bytesDown,
    cpuMs: a.cpuMs + b.cpuMs,
    endpoints,
    errors5xx: a.errors5xx + b.errors5xx,
  };
}

function between(before: EntStatistics, after: EntStatistics): Cost {
  const asked = Object.entries(after.endpoints).map(
    ([name, { requests }]) => [name, requests - (before.endpoints[name]?.requests ?? 0)] as const,
  );
  return {
    requests: after.requests - before.requests,
    bytesUp: after.bytesUp - before.bytesUp,
    bytesDown: after.bytesDown - before.bytesDown,
    cpuMs: after.cpuMs - before.cpuMs,
    endpoints: Object.fromEntries(asked.filter(([, count]) => count > 0)),
    errors5xx: errors(after) - errors(before),
  };
}

function errors({ endpoints }: EntStatistics): number {
  return Object.values(endpoints)
    .flatMap(({ statuses }) => Object.entries(statuses))
    .reduce((total, [status, count]) => total + (Number(status) >= 500 ? count : 0), 0);
}
