import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TodayOverview } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** What sending has cost the network, and what optimising took off it; nothing while there is nothing to tell. */
export function SavingsFigures({ savings }: { savings: TodayOverview['savings'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isLighter = savings.bytesAfter < savings.bytesBefore;
  if (!isLighter && savings.editsSent === 0) return null;
  return (
    <section className="today-block" aria-labelledby="today-savings">
      <Title order={2} id="today-savings">
        {t('today.savings.title')}
      </Title>
      {isLighter ? (
        <p className="today-figure">
          <strong>{formats.size(savings.bytesAfter)}</strong>
          <span>{t('today.savings.bytes', { before: formats.size(savings.bytesBefore) })}</span>
        </p>
      ) : null}
      {savings.bytesSavedThisWeek > 0 ? (
        <p className="today-figure" data-testid="savings-week">
          <strong>{formats.size(savings.bytesSavedThisWeek)}</strong>
          <span>{t('today.savings.thisWeek')}</span>
        </p>
      ) : null}
      {savings.editsSent > 0 ? (
        <p className="today-figure">
          <strong>{formats.count(savings.editsSent)}</strong>
          <span>
            {t('today.savings.edits', {
              count: savings.editsSent,
              requests: savings.requests,
            })}
          </span>
        </p>
      ) : null}
    </section>
  );
}
