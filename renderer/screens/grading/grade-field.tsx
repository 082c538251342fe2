import type { KeyboardEvent, Ref } from 'react';
import { useId, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Assignment, Scale, SubmissionSummary } from '../../../preload/contract/index.ts';
import { levelOf, shortLevel } from '../../../preload/contract/index.ts';
import { useSignal } from '../../app/signal.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';
import type { GradeFault } from './grade-draft.ts';
import { forgetGrade, gradeDrafts, readGrade, typeGrade } from './grade-draft.ts';
import { useSaveMark } from './use-save-mark.ts';

export interface GradeFieldHandle {
  focus(): void;
  /** Starts a grade with this digit. */
  begin(digit: string): void;
  /** Saves what is typed; false when it is not a grade that can be given. */
  commit(): boolean;
}

export type GradeStep = 'next-to-grade' | 'next' | 'previous';

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly assignment: Assignment;
  readonly isReadOnly: boolean;
  readonly handle: Ref<GradeFieldHandle>;
  /** The grade is in order and being saved: go to another copy. */
  readonly onStep: (step: GradeStep) => void;
}

/** The longest label of a level, in brackets, and what stands beside it. */
const LONGEST_MARK = 80;

const STEPS: Record<string, GradeStep> = {
  Enter: 'next-to-grade',
  ArrowDown: 'next',
  ArrowUp: 'previous',
};

/**
 * The grade, as teachers type it: « 14,5 », "14.5", « abs », « 0 nr », « (9) ».
 *
 * The same field serves every copy, so that it keeps the focus from one to the next. What is not a grade
 * stays in it, with its reason, and nothing is saved.
 */
export function GradeField({ copy, name, assignment, isReadOnly, handle, onStep }: Props) {
  const { maxTimes100, rules } = assignment;
  const { t } = useTranslation();
  const formats = useFormats();
  const messageId = useId();
  const field = useRef<HTMLInputElement>(null);
  const draft = useSignal(gradeDrafts).get(copy.id) ?? null;
  const written = useMarkWords()(copy, rules.scale);
  const saveMark = useSaveMark();
  const level = levelOf(rules.scale, copy.pointsTimes100);

  const commit = (): boolean => {
    const typed = gradeDrafts.get().get(copy.id);
    if (typed === undefined) return true;
    const read = readGrade(typed.text, assignment);
    if ('fault' in read) {
      typeGrade(copy, { text: typed.text, fault: read.fault });
      return false;
    }
    forgetGrade(copy.id);
    saveMark(copy, name, read.change, { scale: rules.scale, before: typed.before });
    return true;
  };
  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    begin: (digit) => {
      flushSync(() => typeGrade(copy, { text: digit, fault: null }));
      field.current?.focus();
      // At once: the next digit, however soon it comes, goes on from the first one instead of replacing it.
      field.current?.setSelectionRange(digit.length, digit.length);
    },
    commit,
  }));
  const isTyped = draft !== null;
  // Another copy's grade is replaced by the first key, and so is one that arrives (the sum of the questions) while the
  // field waits for its first key: set anew, a value would have the caret at its end, and « 15 » would make « 16,515 ».
  // biome-ignore lint/correctness/useExhaustiveDependencies: when what is shown changes, not when it is typed over
  useLayoutEffect(() => {
    if (!isTyped && document.activeElement === field.current) field.current?.select();
  }, [copy.id, written]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (commit()) onStep(step);
  };
  return (
    <div className="grade-field" data-faulty={draft?.fault ? true : undefined}>
      <label className="grading-label" htmlFor={`${messageId}-field`}>
        {t('grading.panel.grade')}
      </label>
      <div className="grade-field-box">
        <input
          ref={field}
          id={`${messageId}-field`}
          className="grade-field-input"
          data-wordy={(draft?.text ?? written).length > 5 || undefined}
          aria-label={t('grading.panel.gradeLabel', { name, max: formats.points(maxTimes100) })}
          aria-invalid={draft?.fault ? true : undefined}
          aria-describedby={messageId}
          inputMode="text"
          autoComplete="off"
          maxLength={LONGEST_MARK}
          readOnly={isReadOnly}
          value={draft?.text ?? written}
          onChange={(event) => typeGrade(copy, { text: event.currentTarget.value, fault: null })}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={commit}
          onKeyDown={onKeyDown}
          data-testid="grade-field"
        />
        <span className="grade-field-max" aria-hidden>
          {level === null || draft !== null
            ? t('grading.panel.on', { max: formats.points(maxTimes100) })
            : t('gradingRules.worth', { grade: formats.grade(level.pointsTimes100, maxTimes100) })}
        </span>
      </div>
      <p id={messageId} className="grade-field-message" role="alert" data-testid="grade-fault">
        {draft?.fault ? <FaultWords fault={draft.fault} scale={rules.scale} /> : null}
      </p>
    </div>
  );
}

function FaultWords({ fault, scale }: { fault: GradeFault; scale: Scale | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (fault.kind === 'out-of-range')
    return t('grading.panel.outOfRange', { max: formats.points(fault.maxTimes100) });
  if (fault.kind === 'other-maximum')
    return t('grading.panel.otherMaximum', { text: fault.text, max: formats.points(fault.maxTimes100) });
  if (fault.kind === 'no-level')
    return t('grading.panel.noLevel', { text: fault.text, levels: levelsToType(scale) });
  return t(`grading.panel.${fault.kind === 'too-precise' ? 'tooPrecise' : 'notANumber'}`, {
    text: fault.text,
  });
}

/** « A, B, C » */
function levelsToType(scale: Scale | null): string {
  return scale === null ? '' : scale.levels.map((level) => shortLevel(scale, level)).join(', ');
}
