import { NumberInput, Select, Textarea } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { engine } from '../../../app/engine.ts';
import { useSignal } from '../../../app/signal.ts';
import type { LessonSession } from '../lesson-session.ts';

/** What the contract takes. */
const MINUTES = { min: 5, max: 600 } as const;
const MOST_LETTERS = 2000;

/** The sequence of a lesson, how long it is meant to take, and what for: the teacher's own, never sent. */
export function PlanFields({ session, isReadOnly }: { session: LessonSession; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const { plan } = session;
  const { sequenceId, minutes, objectives } = useSignal(plan.fields);
  const lessonId = useSignal(session.lessonId);
  const { data: sequences = [] } = useQuery(engine.progression.sequences.queryOptions({ input: {} }));
  const { data } = useQuery(
    engine.progression.plan.queryOptions({ input: lessonId === null ? skipToken : { lessonId } }),
  );
  useEffect(() => {
    if (data !== undefined) plan.refresh(data);
  }, [plan, data]);
  // A choice is taken back to what was there before: that must be known first.
  const isKnown = lessonId === null || data !== undefined;
  return (
    <section className="lesson-part" aria-label={t('progression.plan.title')}>
      <h2>{t('progression.plan.title')}</h2>
      <Select
        label={t('progression.plan.sequence')}
        placeholder={t(sequences.length === 0 ? 'progression.plan.noSequence' : 'progression.plan.choose')}
        data={sequences.map(({ id, title }) => ({ value: id, label: title }))}
        value={sequenceId}
        clearable={!isReadOnly && isKnown}
        clearButtonProps={{ 'aria-label': t('progression.plan.clear') }}
        readOnly={isReadOnly || !isKnown}
        onChange={(value) => {
          const title = sequences.find(({ id }) => id === value)?.title;
          plan.choose(
            value,
            title === undefined ? t('progression.plan.left') : t('progression.plan.chosen', { title }),
          );
        }}
        data-testid="lesson-sequence"
      />
      <NumberInput
        label={t('progression.plan.minutes')}
        allowDecimal={false}
        allowNegative={false}
        max={MINUTES.max}
        clampBehavior="strict"
        readOnly={isReadOnly}
        value={minutes ?? ''}
        onChange={(value) => {
          if (value === '') plan.change({ minutes: null });
          // « 5 » is how « 55 » begins: what is less than the least is not kept before the field is left.
          else if (Number(value) >= MINUTES.min) plan.change({ minutes: Number(value) });
        }}
        onBlur={() => void plan.autosave.flush()}
        data-testid="lesson-minutes"
      />
      <Textarea
        label={t('progression.plan.objectives')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={MOST_LETTERS}
        readOnly={isReadOnly}
        value={objectives}
        onChange={(event) => plan.change({ objectives: event.currentTarget.value })}
        onBlur={() => void plan.autosave.flush()}
        data-testid="lesson-objectives"
      />
    </section>
  );
}
