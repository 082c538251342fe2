import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ErasedCounts } from '../../../../preload/contract/index.ts';

const SHOWN = [
  'students',
  'assignments',
  'submissions',
  'grades',
  'comments',
  'lessons',
  'files',
  'documents',
  'backUps',
  'setAsideFolders',
] as const satisfies readonly (keyof ErasedCounts)[];

/** How much goes, kind by kind; what is not there is not said. */
export function ErasureCounts({ counts }: { counts: ErasedCounts }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text>{t('erasure.goes')}</Text>
      <ul className="erasure-counts" data-testid="erasure-counts">
        {SHOWN.filter((name) => counts[name] > 0).map((name) => (
          <li key={name}>{t(`erasure.counts.${name}`, { count: counts[name] })}</li>
        ))}
      </ul>
    </div>
  );
}
