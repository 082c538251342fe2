import { Chance } from './chance.ts';
import {
  type AssignmentPlan,
  CLASS_PLANS,
  type ClassPlan,
  type CopyFormat,
  STUDENTS_PER_CLASS,
} from './class-plans.ts';
import { byRegister, inventNames, type StudentName } from './names.ts';
import { SchoolCalendar } from './school-calendar.ts';

export interface DemoStudent {
  readonly id: string;
  readonly name: StudentName;
  /** 0 is the middle of the class, ±2 its ends. */
  readonly ability: number;
}

export interface DemoSubmission {
  readonly id: string;
  readonly student: DemoStudent;
  readonly status: 'submitted' | 'late' | 'missing';
  readonly submittedAt: number | null;
  /** How the copy was handed in; null on paper, typed into the ENT, or not at all. */
  readonly format: CopyFormat | null;
}

export interface DemoAssignment {
  readonly id: string;
  readonly plan: AssignmentPlan;
  readonly dueAt: number;
  readonly submissions: readonly DemoSubmission[];
}

export interface DemoClass {
  readonly id: string;
  readonly plan: ClassPlan;
  readonly students: readonly DemoStudent[];
  readonly assignments: readonly DemoAssignment[];
}

export interface DemoSchool {
  readonly now: number;
  readonly calendar: SchoolCalendar;
  readonly classes: readonly DemoClass[];
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Invents the teacher's classes as they stand at `now`. The same day makes the same school. */
export function inventSchool(now: number): DemoSchool {
  const calendar = new SchoolCalendar(now);
  const chance = new Chance('Lycée Marie-Durocher');
  const names = inventNames(chance, CLASS_PLANS.length * STUDENTS_PER_CLASS);
  const classes = CLASS_PLANS.map((plan, index): DemoClass => {
    const students = names
      .slice(index * STUDENTS_PER_CLASS, (index + 1) * STUDENTS_PER_CLASS)
      .sort(byRegister)
      .map((name) => ({ id: chance.id(calendar.startsAt), name, ability: chance.bell() }));
    const assignments = plan.assignments.map((assignment) =>
      assign(assignment, students, { now, calendar, chance }),
    );
    return { id: chance.id(calendar.startsAt), plan, students, assignments };
  });
  return { now, calendar, classes };
}

interface Setting {
  readonly now: number;
  readonly calendar: SchoolCalendar;
  readonly chance: Chance;
}

function assign(plan: AssignmentPlan, students: readonly DemoStudent[], setting: Setting): DemoAssignment {
  const { calendar, chance } = setting;
  const dueAt = calendar.at(plan.dueIn, plan.work === undefined ? '10:00' : '18:00');
  const { late = 0, missing = 1 } = plan.work ?? {};
  const statuses = chance.shuffle([
    ...Array<'missing'>(missing).fill('missing'),
    ...Array<'late'>(late).fill('late'),
    ...Array<'submitted'>(students.length - late - missing).fill('submitted'),
  ]);
  const formats = chance.shuffle(
    Object.entries(plan.work?.formats ?? {}).flatMap(([format, count]) =>
      Array<CopyFormat>(count).fill(format as CopyFormat),
    ),
  );
  const submissions = students.map((student, index): DemoSubmission => {
    const status = statuses[index] ?? 'submitted';
    const submittedAt = status === 'missing' ? null : submissionTime(status, dueAt, plan, setting);
    const format = status === 'missing' ? null : (formats.pop() ?? null);
    return { id: chance.id(dueAt - 7 * 24 * HOUR_MS), student, status, submittedAt, format };
  });
  return { id: chance.id(dueAt - 7 * 24 * HOUR_MS), plan, dueAt, submissions };
}

/** Most hand in on one of the last evenings; the late ones the same night or before school. */
function submissionTime(
  status: 'submitted' | 'late',
  dueAt: number,
  plan: AssignmentPlan,
  { now, chance }: Setting,
): number {
  if (plan.work === undefined) return Math.min(dueAt, now - HOUR_MS);
  const eveningsBefore = chance.pick([0, 0, 1, 1, 1, 2, 3]);
  const hours =
    status === 'late'
      ? chance.pick([chance.between(1.5, 5.4), chance.between(13, 13.8)])
      : eveningsBefore === 0
        ? -chance.between(0.1, 5)
        : chance.between(-1.5, 4.7) - 24 * eveningsBefore;
  return Math.min(Math.round(dueAt + hours * HOUR_MS), now - chance.whole(10, 50) * MINUTE_MS);
}
