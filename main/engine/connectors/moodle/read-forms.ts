import { feedbackIn } from './feedback.ts';
import { type CriteriaForm, type GradingForm, isGradedByScale, scaleForm } from './grading-form.ts';
import type { Known } from './known.ts';
import type { Outcome } from './moodle-api.ts';
import { optional, type Questions } from './questions.ts';
import { courseModuleCall, scaleCall } from './requests.ts';
import type { MoodleAssignment, SubmissionStatus } from './wire.ts';

type Answer = () => GradingForm | null;

/** What assignments are graded by, asked for together with their copies: scales each time, methods when an assignment is new or was changed. */
export class FormQuestions {
  readonly #questions: Questions;
  readonly #known: Known;
  readonly #offers: ReadonlySet<string>;
  readonly #answers = new Map<number, Answer>();

  constructor(questions: Questions, known: Known, offers: ReadonlySet<string>) {
    this.#questions = questions;
    this.#known = known;
    this.#offers = offers;
  }

  add(assignment: MoodleAssignment, isAsBefore: boolean): void {
    const { id, grade, cmid } = assignment;
    const known = this.#known.form(id);
    const earlier: Answer = () => known;
    if (isGradedByScale(assignment)) {
      // One that was refused is not asked for again until the assignment changes: each refusal costs a request.
      const refused = `scale ${assignment.timemodified}`;
      const isRefused = known?.kind === 'unknown' && known.method === refused;
      const isAsked = this.#offers.has('core_competency_get_scale_values') && !isRefused;
      const scale = isAsked ? this.#questions.add(scaleCall(-grade)) : null;
      this.#answers.set(id, scale === null ? earlier : () => scaleIn(scale(), refused));
      return;
    }
    const module =
      isAsBefore || !this.#offers.has('core_course_get_course_module')
        ? null
        : this.#questions.add(courseModuleCall(cmid));
    this.#answers.set(id, module === null ? earlier : () => methodIn(module(), known));
  }

  /** Once they have been asked. Remembered at once: of an assignment that cannot be graded here nothing else is kept. */
  answerOf(assignmentId: number): GradingForm | null {
    const form = this.#answers.get(assignmentId)?.() ?? null;
    this.#known.keepForm(assignmentId, form);
    return form;
  }
}

function scaleIn(outcome: Outcome<{ name: string }[]>, refused: string): GradingForm {
  const labels = optional(outcome)?.map(({ name }) => name) ?? [];
  return scaleForm(labels) ?? { kind: 'unknown', method: refused };
}

function methodIn(
  outcome: Outcome<{ cm: { advancedgrading?: { method?: string | null | undefined }[] | undefined } }>,
  known: GradingForm | null,
): GradingForm | null {
  const areas = optional(outcome)?.cm.advancedgrading;
  // Not told to who may not edit the course.
  if (areas === undefined) return known;
  const method = areas.find((area) => (area.method ?? '') !== '')?.method ?? null;
  if (method === null) return null;
  return known?.kind === method ? known : { kind: 'unknown', method: method.slice(0, 60) };
}

/** The form by which the latest of some copies was graded; null where no page shows one. */
export function formShownIn(
  assignment: MoodleAssignment,
  statuses: readonly SubmissionStatus[],
): CriteriaForm | null {
  let latest: { readonly at: number; readonly form: CriteriaForm } | null = null;
  for (const status of statuses) {
    const { form, grade } = feedbackIn(status, assignment);
    const at = grade?.timemodified ?? 0;
    if (form !== null && at >= (latest?.at ?? 0)) latest = { at, form };
  }
  return latest?.form ?? null;
}
