import { useTranslation } from 'react-i18next';
import type { SubmissionDetail } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';

/** What the student could read before: a published grade that changes leaves its trace. */
export function EarlierMarks({ detail }: { detail: SubmissionDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useMarkWords();
  if (detail.earlierMarks.length === 0) return null;
  return (
    <div data-testid="earlier-marks">
      <p className="grading-label">{t('grading.history.label')}</p>
      <ul className="grading-history">
        {detail.earlierMarks.map((mark, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, at its head
          <li key={index}>
            {t('grading.history.line', {
              mark: words({ ...mark, isCounted: true }, detail.assignment.rules.scale),
              date: formats.dateTime(mark.replacedAt),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
