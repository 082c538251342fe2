import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Timetable, WeekCycle } from '../../../../preload/contract/index.ts';
import { useNow } from '../../../app/use-now.ts';
import { addDays, toDateText, toWallTime } from '../school-time.ts';
import { startOfWeek } from '../week.ts';
import type { TimetableEdits } from './use-timetable-edits.ts';

const COUNTS: readonly WeekCycle['counts'][] = ['school', 'calendar'];

interface Props {
  readonly timetable: Timetable;
  readonly edits: TimetableEdits;
  readonly isReadOnly: boolean;
}

/** Whether the school has weeks A and B, which one this is, and whether holidays count. */
export function CycleFields({ timetable: { cycle, letterToday }, edits, isReadOnly }: Props) {
  const { t } = useTranslation();
  const monday = toWallTime(startOfWeek(useNow()));
  const choose = (value: string) => {
    if (value === 'none') void edits.saveCycle({ ...cycle, mondayOfA: null });
    else
      void edits.saveCycle({ ...cycle, mondayOfA: toDateText(value === 'A' ? monday : addDays(monday, -7)) });
  };
  return (
    <section className="timetable-part" aria-label={t('timetable.cycle.title')}>
      <h3>{t('timetable.cycle.title')}</h3>
      <Stack gap="sm">
        <NativeSelect
          label={t('timetable.cycle.thisWeek')}
          disabled={isReadOnly}
          data={[
            { value: 'none', label: t('timetable.cycle.none') },
            { value: 'A', label: t('timetable.week', { letter: 'A' }) },
            { value: 'B', label: t('timetable.week', { letter: 'B' }) },
            ...(cycle.mondayOfA !== null && letterToday === null
              ? [{ value: 'holiday', label: t('timetable.cycle.holiday') }]
              : []),
          ]}
          value={cycle.mondayOfA === null ? 'none' : (letterToday ?? 'holiday')}
          onChange={(event) => choose(event.currentTarget.value)}
          data-testid="cycle-letter"
        />
        {cycle.mondayOfA === null ? null : (
          <Radio.Group
            label={t('timetable.cycle.counts')}
            value={cycle.counts}
            onChange={(value) =>
              void edits.saveCycle({ ...cycle, counts: COUNTS.find((one) => one === value) ?? 'school' })
            }
          >
            <Stack gap="xs" mt="xs">
              {COUNTS.map((one) => (
                <Radio key={one} value={one} disabled={isReadOnly} label={t(`timetable.cycle.by.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </section>
  );
}
