import {
  IconAlertCircle,
  IconArrowsSplit2,
  IconCheck,
  IconClock,
  IconMinus,
  IconPencil,
  IconPencilExclamation,
  IconShieldCheck,
  IconUserX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CopyStatus } from './copies.ts';

const ICONS: Record<CopyStatus | 'faulty', typeof IconCheck> = {
  'to-grade': IconPencil,
  late: IconPencil,
  missing: IconMinus,
  absent: IconUserX,
  exempt: IconShieldCheck,
  'not-handed-in': IconMinus,
  graded: IconCheck,
  waiting: IconClock,
  conflict: IconArrowsSplit2,
  refused: IconAlertCircle,
  faulty: IconPencilExclamation,
};

/** Where a copy stands: an icon and its words. */
export function CopyStatusMark({ status }: { status: CopyStatus | 'faulty' }) {
  const { t } = useTranslation();
  const Icon = ICONS[status];
  return (
    <span className="copy-status" data-status={status}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(`grading.status.${status}`)}
    </span>
  );
}
