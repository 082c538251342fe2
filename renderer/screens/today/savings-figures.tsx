import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TodayOverview } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** What optimising and batching have spared the network so far. */
export function SavingsFigures({ savings }: { savings: TodayOverview['savings'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const hasAny = savings.bytesSaved > 0 || savings.editsSent > 0;
  return (
    <section className="today-block" aria-labelledby="today-savings">
      <Title order={2} id="today-savings">
        {t('today.savings.title')}
      </Title>
      {hasAny ? null : <p className="today-none">{t('today.savings.none')}</p>}
      {savings.bytesSaved > 0 ? (
        <p className="today-figure">
          <strong>{formats.size(savings.bytesSaved)}</strong>
          <span>{t('today.savings.bytes')}</span>
        </p>
      ) : null}
      {savings.editsSent > 0 ? (
        <p className="today-figure">
          <strong>{formats.count(savings.editsSent)}</strong>
          <span>
            {t('today.savings.edits', {
              count: savings.editsSent,
              requests: formats.count(savings.requests),
            })}
          </span>
        </p>
      ) : null}
    </section>
  );
}
