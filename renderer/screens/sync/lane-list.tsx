import { IconBolt, IconFiles, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Lane, LaneStatus } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useMoment } from './use-moment.ts';

const ICONS: Record<Lane, typeof IconBolt> = { urgent: IconBolt, normal: IconPencil, bulk: IconFiles };

interface Props {
  readonly lanes: readonly LaneStatus[];
  /** The silence that is kept is a Moodle's maintenance. */
  readonly isInMaintenance: boolean;
}

/** When what waits goes by itself, and why not before: one line a lane that has something. */
export function LaneList({ lanes, isInMaintenance }: Props) {
  const { t } = useTranslation();
  const waiting = lanes.filter(({ waitingCount }) => waitingCount > 0);
  if (waiting.length === 0) return null;
  return (
    <ul className="sync-lanes" aria-label={t('sync.lanes.label')} data-testid="sync-lanes">
      {waiting.map((status) => (
        <LaneLine key={status.lane} status={status} isInMaintenance={isInMaintenance} />
      ))}
    </ul>
  );
}

function LaneLine({ status, isInMaintenance }: { status: LaneStatus } & Pick<Props, 'isInMaintenance'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const laneWords = useLaneWords(isInMaintenance);
  const { lane, waitingCount, bytesWaiting } = status;
  const Icon = ICONS[lane];
  const load = t('sync.lanes.load', { count: waitingCount });
  return (
    <li>
      <Icon className="sync-quiet" size={18} stroke={1.6} aria-hidden />
      <span className="sync-lane-name">{t(`sync.lanes.name.${lane}`)}</span>
      <span className="sync-quiet">
        {bytesWaiting === 0 ? load : `${load}, ${formats.size(bytesWaiting)}`}
      </span>
      <span className="sync-lane-when">{laneWords(status)}</span>
    </li>
  );
}

/** When a lane goes and why, in one sentence. */
function useLaneWords(isInMaintenance: boolean): (status: Pick<LaneStatus, 'reason' | 'at'>) => string {
  const { t } = useTranslation();
  const moment = useMoment();
  return ({ reason, at }) => {
    if (reason === null) return t('sync.lanes.now');
    const unknown = t(reason === 'stopped' ? 'sync.moment.whenResumed' : 'sync.moment.later');
    const why = reason === 'ent-pause' && isInMaintenance ? 'maintenance' : reason;
    return t(`sync.lane.${why}`, { when: at === null ? unknown : moment(at) });
  };
}
