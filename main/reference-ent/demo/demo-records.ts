import type { Body, EntityName, FileRef } from '../../engine/connectors/ent/wire.ts';
import type { RecordWrite } from '../feed.ts';
import { Chance } from './chance.ts';
import { appraisalFor } from './content/appraisals.ts';
import { toLessonBlocks } from './content/lesson-blocks.ts';
import type { DemoAssignment, DemoClass, DemoSchool, DemoStudent, DemoSubmission } from './demo-school.ts';

/** Files by their owner: a submission's id, or a lesson document's name. */
export type FilesByOwner = ReadonlyMap<string, readonly KeptFile[]>;

/** A file that the server holds; `bytes` is its size. */
export interface KeptFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly media_type: string;
}

const DAY_MS = 86_400_000;
/** Lessons are laid out from so many school days before today. */
const FIRST_LESSON_OFFSET = -14;

const GREETINGS = [
  'Bonjour Madame, voici mon devoir.',
  'Bonjour, je n’ai pas su faire toute la question 4. Bonne soirée.',
  'Madame, j’ai eu un problème pour déposer le fichier, le voici. Merci !',
  'Bonjour Madame, est-ce que c’est assez lisible ?',
] as const;

/** The records of the demo's dataset, in the order in which the ENT would have entered them. */
export class DemoRecords {
  readonly #school: DemoSchool;
  readonly #files: FilesByOwner;
  readonly #teacher: { readonly id: string; readonly name: string };
  readonly #chance = new Chance('records');
  readonly #writes: RecordWrite[] = [];
  readonly #periods: { readonly id: string; readonly startsAt: number; readonly endsAt: number }[] = [];

  constructor(school: DemoSchool, files: FilesByOwner, teacher: { id: string; name: string }) {
    this.#school = school;
    this.#files = files;
    this.#teacher = teacher;
  }

  list(): RecordWrite[] {
    const { classes } = this.#school;
    this.#enterYear();
    this.#enterClasses();
    for (const group of classes) for (const student of group.students) this.#enterStudent(student, group);
    for (const group of classes)
      for (const assignment of group.assignments) this.#enterAssignment(assignment, group);
    for (const group of classes) this.#planLessons(group);
    return this.#writes;
  }

  #enterYear(): void {
    const { calendar } = this.#school;
    const { label, startsAt, endsAt } = calendar;
    this.#enter('school_year', this.#id(startsAt), { label, starts_at: startsAt, ends_at: endsAt });
    for (const period of calendar.periods()) {
      const id = this.#id(startsAt);
      this.#periods.push({ id, ...period });
      const body = {
        label: period.label,
        starts_at: period.startsAt,
        ends_at: period.endsAt,
        is_closed: period.isClosed,
      };
      this.#enter('period', id, body);
    }
  }

  #enterClasses(): void {
    const subjects = new Map<string, string>();
    for (const { plan } of this.#school.classes) {
      if (subjects.has(plan.subject)) continue;
      subjects.set(plan.subject, this.#id(this.#school.calendar.startsAt));
      this.#enter('subject', subjects.get(plan.subject) ?? '', { name: plan.subject });
    }
    for (const { id, plan } of this.#school.classes) {
      this.#enter('class_group', id, { name: plan.name, subject_id: subjects.get(plan.subject) ?? '' });
    }
  }

  #enterStudent({ id, name }: DemoStudent, group: DemoClass): void {
    this.#enter('student', id, {
      first_name: name.firstName,
      last_name: name.lastName,
      class_group_ids: [group.id],
    });
  }

  #enterAssignment({ id, plan, dueAt, submissions }: DemoAssignment, group: DemoClass): void {
    this.#enter('assignment', id, {
      class_group_id: group.id,
      period_id:
        this.#periods.find(({ startsAt, endsAt }) => dueAt >= startsAt && dueAt < endsAt)?.id ?? null,
      title: plan.title,
      instructions: plan.instructions,
      max_x100: plan.maxPoints * 100,
      coefficient_x100: plan.coefficientTimes100,
      due_at: dueAt,
    });
    for (const submission of submissions) this.#enterSubmission(submission, { id, plan });
    const handedIn = submissions.filter(({ status }) => status !== 'missing');
    const graded = plan.graded === 'all' ? handedIn : handedIn.slice(0, plan.graded);
    for (const submission of graded) this.#grade(submission, { plan, dueAt });
  }

  #enterSubmission(
    { id, student, status, submittedAt }: DemoSubmission,
    assignment: Pick<DemoAssignment, 'id' | 'plan'>,
  ): void {
    const files = (this.#files.get(id) ?? []).map(
      (file): FileRef => ({ id: this.#id(submittedAt ?? 0), ...file }),
    );
    const write = assignment.plan.work?.write;
    const isTyped = write !== undefined && 'text' in write && status !== 'missing';
    const greeting = files.length > 0 && this.#chance.fraction() < 0.25 ? this.#chance.pick(GREETINGS) : '';
    this.#enter('submission', id, {
      assignment_id: assignment.id,
      student_id: student.id,
      status,
      submitted_at: submittedAt,
      text: isTyped ? write.text(student.ability, this.#chance) : greeting,
      files,
    });
  }

  #grade({ id, student }: DemoSubmission, { plan, dueAt }: Pick<DemoAssignment, 'plan' | 'dueAt'>): void {
    const share = Math.min(1, Math.max(0.08, 0.61 + student.ability * 0.17 + this.#chance.bell() * 0.07));
    const points = Math.round(share * plan.maxPoints * 4) * 25;
    const at = Math.min(dueAt + this.#chance.whole(3, 6) * DAY_MS, this.#school.now - 3_600_000);
    this.#write('grade', id, { submission_id: id, points_x100: points }, at);
    this.#write('comment', this.#id(at), { submission_id: id, text: appraisalFor(share, this.#chance) }, at);
  }

  #planLessons({ id: classId, plan }: DemoClass): void {
    const { calendar, now } = this.#school;
    const times = slotTimes(this.#school, plan.slots, plan.lessons.length + 1);
    for (const [index, lesson] of plan.lessons.entries()) {
      const [startsAt = now, nextAt = now] = [times[index], times[index + 1]];
      const at = Math.min(startsAt - DAY_MS, now - 7_200_000);
      const lessonId = this.#id(at);
      const blocks = toLessonBlocks(lesson.text, this.#chance, at);
      // What lies ahead is still being prepared, but for the next one.
      const isPublished = startsAt < calendar.at(2, '23:00');
      const head = {
        class_group_id: classId,
        title: lesson.title,
        starts_at: startsAt,
        is_published: isPublished,
      };
      this.#write('lesson', lessonId, { ...head, blocks: blocks.map((block) => ({ ...block })) }, at);
      for (const file of this.#files.get(lesson.resource ?? '') ?? []) {
        const ref = { id: this.#id(at), ...file };
        this.#write('resource', this.#id(at), { lesson_id: lessonId, file: ref }, at);
      }
      if (lesson.homework === undefined) continue;
      const homework = {
        lesson_id: lessonId,
        class_group_id: classId,
        text: lesson.homework,
        due_at: nextAt,
      };
      this.#write('homework', this.#id(at), homework, at);
    }
  }

  /** What the ENT itself enters. */
  #enter<E extends EntityName>(entity: E, id: string, body: Body<E>): void {
    this.#writes.push({ entity, id, body, by: 'ENT', byId: null, at: this.#school.calendar.startsAt });
  }

  /** What the teacher wrote. */
  #write<E extends EntityName>(entity: E, id: string, body: Body<E>, at: number): void {
    this.#writes.push({ entity, id, body, by: this.#teacher.name, byId: this.#teacher.id, at });
  }

  #id(at: number): string {
    return this.#chance.id(at);
  }
}

/** The next `count` lessons of a timetable, from two weeks ago on. */
function slotTimes({ calendar }: DemoSchool, slots: DemoClass['plan']['slots'], count: number): number[] {
  const times: number[] = [];
  for (let offset = FIRST_LESSON_OFFSET; times.length < count && offset < 250; offset++) {
    for (const slot of slots)
      if (slot.weekday === calendar.weekday(offset)) times.push(calendar.at(offset, slot.time));
  }
  return times;
}
