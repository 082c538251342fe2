import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClassProgression } from '../../../../preload/contract/index.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';

interface Props {
  readonly progressions: readonly ClassProgression[];
  readonly edits: ProgressionEdits;
}

/** The classes whose timetable no longer has the hours of their lessons, each with the way to put them on it. */
export function OffTimetable({ progressions, edits }: Props) {
  const { t } = useTranslation();
  const off = progressions.flatMap(({ classGroupId, classGroupName, lessons }) => {
    const count = lessons.filter(({ isOffTimetable }) => isOffTimetable).length;
    return count === 0 ? [] : [{ classGroupId, classGroupName, count }];
  });
  return off.map(({ classGroupId, classGroupName, count }) => (
    <p key={classGroupId} className="progression-off" data-testid="off-timetable">
      <IconAlertTriangle size={16} aria-hidden />
      <span>{t('progression.off.text', { count, classGroup: classGroupName })}</span>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() =>
          void edits.take(
            classGroupId,
            { kind: 'refit' },
            t('progression.done.refitted', { classGroup: classGroupName }),
          )
        }
      >
        {t('progression.off.refit')}
      </Button>
    </p>
  ));
}
