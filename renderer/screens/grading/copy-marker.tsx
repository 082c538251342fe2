import { IconUserCheck, IconUserPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Marker } from '../../../preload/contract/index.ts';

/** To whom a copy was given to be marked: this teacher, or a colleague. */
export function CopyMarker({ marker: { name, isMine } }: { marker: Marker }) {
  const { t } = useTranslation();
  const Icon = isMine ? IconUserCheck : IconUserPause;
  const words = isMine
    ? t('grading.handling.markerMine')
    : name === ''
      ? t('grading.handling.markerOther')
      : t('grading.handling.marker', { name });
  return (
    <span className="copy-marker" data-mine={isMine} title={words} data-testid="copy-marker">
      <Icon size={14} stroke={1.8} aria-hidden />
      <span>{words}</span>
    </span>
  );
}
