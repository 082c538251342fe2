import type { AssumptionName } from './assumptions.ts';
import type { Kind } from './session-load.ts';

/** What is said of the students' hours, written as the language does. */
interface LeftFigures {
  readonly lacking: string;
  readonly allowed: string;
  readonly along: string;
  readonly scheduleBound: string;
  readonly noSchedule: string;
}

/** Every sentence of the page, in one language. */
export interface ReportWords {
  readonly title: string;
  readonly lead: string;
  readonly requests: string;
  readonly mondayPeak: string;
  readonly studentsHoursBytes: string;
  readonly cpu: string;
  target(value: number, isReached: boolean): string;
  readonly figuresText: string;
  readonly scenarios: string;
  readonly scenariosText: string;
  readonly scenario: Readonly<Record<string, string>>;
  readonly scenarioHead: readonly string[];
  readonly kinds: string;
  readonly kindsText: string;
  readonly kind: Readonly<Record<Kind, string>>;
  readonly kindHead: readonly string[];
  readonly left: string;
  leftText(figures: LeftFigures): string;
  readonly asItIs: string;
  readonly lever: Readonly<Partial<Record<AssumptionName, (value: string) => string>>>;
  readonly and: string;
  readonly leverHead: readonly string[];
  readonly plots: string;
  readonly key: string;
  readonly line: Readonly<Record<string, string>>;
  readonly plotCartableMonday: string;
  readonly plotEveryoneMegabits: string;
  readonly plotTeachersMonday: string;
  readonly plotTeachersFortnight: string;
  readonly plotMegabitsMonday: string;
  readonly plotEveryone: string;
  readonly days: readonly string[];
  readonly energy: string;
  readonly energyHead: readonly string[];
  readonly energyText: string;
  readonly seeds: string;
  readonly seedsText: string;
  readonly seedHead: readonly string[];
  readonly sensitivity: string;
  readonly sensitivityText: string;
  readonly sensitivityHead: readonly string[];
  readonly assumptions: string;
  readonly assumptionHead: readonly string[];
  readonly assumed: string;
  readonly conclusion: string;
  conclusionText(requests: string, bytes: string): string;
  /** Said where the twentieth is not reached. */
  readonly bytesMissed: string;
  made(seed: number): string;
}

/** The names of the days, for both weeks. */
export const twoWeeks = (days: readonly string[]) => [...days, ...days];
