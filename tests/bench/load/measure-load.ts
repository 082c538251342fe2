import type { EntProcess } from '../sync/ent-process.ts';
import { AnswerTimes, quantile } from './answer-times.ts';
import { cartableTeachers } from './cartable-teachers.ts';
import { naiveTeachers } from './naive-teachers.ts';
import { openLoadedSchool } from './school.ts';
import type { Teachers } from './teachers.ts';

/** So many teachers at work at once: each has the next one come when it is done. */
const AT_ONCE = [1, 2, 4, 8, 16, 32];
/** An answer that 95 % of requests must beat, ms. */
const LIMIT_MS = 1000;

export interface Step {
  readonly who: string;
  readonly atOnce: number;
  readonly teachersPerMinute: number;
  readonly p95Ms: number;
  readonly requestsPerTeacher: number;
  readonly serverCpuMsPerTeacher: number;
  /** Of this process, which plays all the teachers. */
  readonly clientCpuMsPerTeacher: number;
  readonly serverMemoryMB: number;
  readonly clientMemoryMB: number;
}

/** What a server carries: the most teachers a minute among the steps in which its answers came in time. */
export interface Carried {
  readonly teachersPerMinute: number;
  /** False: its answers came in time at every step, and it may carry more. */
  readonly isLimitReached: boolean;
  readonly steps: readonly Step[];
}

export interface Work {
  readonly what: string;
  readonly cartable: Carried;
  readonly naive: Carried;
  /** Cartable's teachers a minute over the naive client's. */
  readonly ratio: number;
  /** The naive client's processor time of the server over Cartable's, a teacher. */
  readonly serverCpuRatio: number;
}

/** Grades and comments of a class of 35, without and with its copies of 400 kB each: both kinds of client, one server each. */
export async function measureLoad(folder: string, teachers: number): Promise<{ grades: Work; copies: Work }> {
  return {
    grades: await measureWork(folder, { what: 'grades and comments', teachers, hasCopies: false }),
    copies: await measureWork(folder, {
      what: 'copies pulled, grades and comments',
      teachers,
      hasCopies: true,
    }),
  };
}

async function measureWork(
  folder: string,
  { what, teachers, hasCopies }: { what: string; teachers: number; hasCopies: boolean },
): Promise<Work> {
  const school = await openLoadedSchool(folder, {
    name: hasCopies ? 'copies' : 'grades',
    teachers,
    hasCopies,
  });
  try {
    // The naive client of one class asks as often as dozens of Cartable's: fewer classes measure it as well.
    const naive = await carriedBy('naive', school.ent, await naiveTeachers(school), Math.ceil(teachers / 4));
    const cartable = await carriedBy(
      'Cartable',
      school.ent,
      await cartableTeachers(school, teachers),
      teachers,
    );
    return {
      what,
      cartable,
      naive,
      ratio: rounded(cartable.teachersPerMinute / naive.teachersPerMinute),
      serverCpuRatio: rounded(leastCpu(naive) / leastCpu(cartable)),
    };
  } finally {
    await school.ent.close();
  }
}

async function carriedBy(who: string, ent: EntProcess, teachers: Teachers, count: number): Promise<Carried> {
  const steps: Step[] = [];
  try {
    for (const atOnce of AT_ONCE.filter((number) => number <= count)) {
      const step = await stepOf(who, ent, teachers, { count, atOnce });
      steps.push(step);
      if (step.p95Ms > LIMIT_MS) break;
    }
  } finally {
    await teachers.close();
  }
  const inTime = steps.filter(({ p95Ms }) => p95Ms <= LIMIT_MS);
  return {
    teachersPerMinute: Math.max(0, ...inTime.map((step) => step.teachersPerMinute)),
    isLimitReached: inTime.length < steps.length,
    steps,
  };
}

async function stepOf(
  who: string,
  ent: EntProcess,
  teachers: Teachers,
  { count, atOnce }: { count: number; atOnce: number },
): Promise<Step> {
  for (let teacher = 0; teacher < count; teacher += 1) await teachers.prepare(teacher);
  const times = new AnswerTimes();
  const before = await ent.statistics();
  const ownBefore = process.cpuUsage();
  const startedAt = performance.now();
  times.begin();
  let next = 0;
  const come = async () => {
    for (let teacher = next++; teacher < count; teacher = next++) await teachers.work(teacher);
  };
  await Promise.all(Array.from({ length: atOnce }, come));
  const waits = times.end();
  const elapsedMs = performance.now() - startedAt;
  const own = process.cpuUsage(ownBefore);
  const after = await ent.statistics();
  return {
    who,
    atOnce,
    teachersPerMinute: rounded((count / elapsedMs) * 60_000),
    p95Ms: rounded(quantile(waits, 0.95)),
    requestsPerTeacher: rounded((after.requests - before.requests) / count),
    serverCpuMsPerTeacher: rounded((after.cpuMs - before.cpuMs) / count),
    clientCpuMsPerTeacher: rounded((own.user + own.system) / 1000 / count),
    serverMemoryMB: Math.round(after.memoryBytes / 1e6),
    clientMemoryMB: Math.round(process.memoryUsage.rss() / 1e6),
  };
}

function leastCpu({ steps }: Carried): number {
  return Math.min(...steps.map(({ serverCpuMsPerTeacher }) => serverCpuMsPerTeacher));
}

function rounded(figure: number): number {
  return Math.round(figure * 10) / 10;
}
