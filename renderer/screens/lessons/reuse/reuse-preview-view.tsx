import { Checkbox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReuseLanding, ReuseRequest } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';

interface Props {
  readonly request: ReuseRequest;
  readonly onHomework: (withHomework: boolean) => void;
  readonly onGaps: (withGaps: boolean) => void;
  /** What is below it; `isPossible`: there is something to make. */
  readonly actions: (isPossible: boolean) => ReactNode;
}

/** When each lesson would take place in each class, before anything is made. */
export function ReusePreviewView({ request, onHomework, onGaps, actions }: Props) {
  const { t } = useTranslation();
  const isAsked = request.classGroupIds.length > 0;
  const { data, error, isPlaceholderData } = useQuery({
    // Homework changes no date: it is not asked again for that.
    ...engine.reuse.preview.queryOptions({ input: { ...request, withHomework: true } }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = isAsked ? data : undefined;
  const isPossible =
    shown !== undefined &&
    !isPlaceholderData &&
    error === null &&
    shown.landings.some(({ lessons }) => lessons.length > 0);
  return (
    <>
      {shown === undefined || shown.homeworkCount === 0 ? null : (
        <Checkbox
          label={t('reuse.homework', { count: shown.homeworkCount })}
          checked={request.withHomework}
          onChange={(event) => onHomework(event.currentTarget.checked)}
          data-testid="reuse-homework"
        />
      )}
      {shown === undefined || shown.emptyWeekCount === 0 ? null : (
        <Checkbox
          label={t('reuse.gaps', { count: shown.emptyWeekCount })}
          checked={request.withGaps ?? true}
          onChange={(event) => onGaps(event.currentTarget.checked)}
          data-testid="reuse-gaps"
        />
      )}
      <section
        className="reuse-preview"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
        tabIndex={0}
        aria-label={t('reuse.preview')}
        aria-live="polite"
        data-testid="reuse-preview"
      >
        {error === null ? null : <ErrorNotice error={error} />}
        {isAsked ? null : <p>{t('reuse.chooseClass')}</p>}
        {shown?.landings.map((landing) => (
          <LandingView key={landing.classGroupId} landing={landing} />
        ))}
        {shown === undefined || shown.documentCount === 0 ? null : (
          <p>{t('reuse.documents', { count: shown.documentCount })}</p>
        )}
      </section>
      {shown === undefined || shown.yearsWithoutBreaks.length === 0 ? null : (
        <p className="reuse-hint" role="status" data-testid="reuse-unknown-breaks">
          {t('reuse.yearsWithoutBreaks', { years: shown.yearsWithoutBreaks.join(', ') })}
        </p>
      )}
      <p className="reuse-hint">
        {t(shown === undefined || shown.yearsWithoutBreaks.length === 0 ? 'reuse.draft' : 'reuse.draftAlone')}
      </p>
      {actions(isPossible)}
    </>
  );
}

function LandingView({ landing }: { landing: ReuseLanding }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { classGroupName: classGroup, lessons, leftOut } = landing;
  const [first, last] = [lessons[0], lessons.at(-1)];
  const words =
    first === undefined || last === undefined
      ? t('reuse.landingNone', { classGroup })
      : t('reuse.landing', {
          classGroup,
          count: lessons.length,
          first: formats.date(first.startsAt),
          last: formats.date(last.startsAt),
        });
  return (
    <div className="reuse-landing" data-testid="reuse-landing">
      <h3>{words}</h3>
      <ol>
        {lessons.map(({ title, startsAt }) => (
          <li key={startsAt}>
            <time dateTime={new Date(startsAt).toISOString()}>
              {formats.shortDay(startsAt)} {formats.time(startsAt)}
            </time>
            <span>{title}</span>
          </li>
        ))}
      </ol>
      {leftOut.length === 0 || lessons.length === 0 ? null : (
        <p className="reuse-left-out">{t('reuse.leftOut', { count: leftOut.length })}</p>
      )}
    </div>
  );
}
