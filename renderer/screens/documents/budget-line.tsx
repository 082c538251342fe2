import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** How much of the ENT's budget for one file a document takes; nothing until the ENT has told it. */
export function BudgetLine({ sizeBytes }: { sizeBytes: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery(engine.library.budget.queryOptions());
  const limit = data?.fileBytes ?? null;
  if (limit === null) return null;
  if (sizeBytes > limit)
    return (
      <p role="alert" className="documents-over">
        <IconAlertTriangle size={16} aria-hidden />
        {t('documents.budget.over', { limit: formats.size(limit) })}
      </p>
    );
  return (
    <p className="documents-quiet" data-testid="document-budget">
      {t('documents.budget.within', {
        percent: formats.percent(Math.ceil((100 * sizeBytes) / limit) / 100),
        limit: formats.size(limit),
      })}
    </p>
  );
}
