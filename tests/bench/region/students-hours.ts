import { CLASS_SIZE, type Figures } from './assumptions.ts';
import type { KindSummary } from './load-by-kind.ts';
import type { LoadSummary } from './load-curve.ts';
import type { Kind } from './session-load.ts';

/** Why bytes are left in the students' hours when all have Cartable. */
export interface StudentsHours {
  /** Of the classes that are graded then, how many must be fetched then too, in [0, 1]. */
  readonly lacking: number;
  /** How many may be, for a twentieth of the web's bytes. */
  readonly allowed: number;
  /** Of the bytes in these hours, those of classes that come along with the one that is asked for, in [0, 1]. */
  readonly along: number;
  /** Times less than the web if only those were fetched then whose computer was on at no other hour: no schedule does better. */
  readonly scheduleBound: number;
  /** Times less than the web if every class that is graded then was fetched then: the whole files beside the web's page images. */
  readonly noSchedule: number;
}

const TARGET = 20;

/** As much of a scenario's outcome as is looked at. */
interface Outcome {
  readonly name: string;
  readonly teachers: LoadSummary;
  readonly kinds: readonly KindSummary[];
}

export function leftOver(scenarios: readonly Outcome[], { copyBytes, webBytes }: Figures): StudentsHours {
  const named = (name: string) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (found === undefined) throw new Error(`no scenario ${name}`);
    return found;
  };
  const all = named('all');
  const web = named('web').teachers.bytesInStudentsHours;
  const bytesFor = (...kinds: Kind[]) =>
    all.kinds
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((sum, { bytesInStudentsHours }) => sum + bytesInStudentsHours, 0);
  const classBytes = CLASS_SIZE * copyBytes;
  const text = all.teachers.bytesInStudentsHours - bytesFor('off', 'turnedAway', 'missed', 'along');
  return {
    lacking: bytesFor('off', 'turnedAway', 'missed') / classBytes / (web / webBytes),
    allowed: webBytes / TARGET / classBytes,
    along: bytesFor('along') / all.teachers.bytesInStudentsHours,
    scheduleBound: Math.round((web / (bytesFor('off') + text)) * 10) / 10,
    noSchedule: Math.round((webBytes / classBytes) * 10) / 10,
  };
}
