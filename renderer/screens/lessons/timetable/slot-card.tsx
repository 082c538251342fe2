import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../../../preload/contract/index.ts';
import { toClockText } from './clock-minutes.ts';

interface Props {
  readonly slot: Slot;
  readonly isClashing: boolean;
  /** Null when it cannot be changed. */
  readonly onOpen: (() => void) | null;
}

/** A line of the timetable. */
export function SlotCard({ slot, isClashing, onOpen }: Props) {
  const { t } = useTranslation();
  const place = [slot.group, slot.room].filter((part) => part !== '').join(' · ');
  return (
    <button
      type="button"
      className="timetable-slot"
      disabled={onOpen === null}
      onClick={() => onOpen?.()}
      data-clash={isClashing || undefined}
      data-testid="slot"
    >
      <span className="timetable-slot-time">
        {t('timetable.times', { from: toClockText(slot.fromMinute), to: toClockText(slot.toMinute) })}
        {slot.weeks === 'every' ? null : <span>{t('timetable.week', { letter: slot.weeks })}</span>}
      </span>
      <strong>{slot.classGroupName}</strong>
      {place === '' ? null : <span className="timetable-slot-place">{place}</span>}
      {isClashing ? (
        <span className="timetable-slot-clash">
          <IconAlertTriangle size={14} aria-hidden />
          {t('timetable.clash')}
        </span>
      ) : null}
    </button>
  );
}
