import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../../app/engine.ts';
import { useFormats } from '../../../i18n/use-formats.ts';

/** When names were hidden and shown; nothing when they never were. */
export function NamesHistory({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const changes = useQuery(engine.grading.namesHistory.queryOptions({ input: { assignmentId } })).data ?? [];
  if (changes.length === 0) return null;
  return (
    <div data-testid="names-history">
      <p className="grading-label">{t('gradingRules.names.history')}</p>
      <ul className="grading-history">
        {changes.map(({ isHidden, changedAt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, at its head
          <li key={index}>
            {t(`gradingRules.names.${isHidden ? 'lineHidden' : 'lineShown'}`, {
              date: formats.dateTime(changedAt),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
