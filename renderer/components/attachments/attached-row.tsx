import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconExternalLink, IconLock, IconLockOpen, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isOpenedOutside } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { SyncMark } from '../sync-mark.tsx';
import { useOptimiseReason } from '../use-optimise-reason.ts';
import type { AttachedFile } from './attached-file.ts';

/** For whom a document is: its teacher alone, or those that the rest is for. */
export interface TeacherChoice {
  readonly isForTeacher: boolean;
  /** The text says it, whatever is chosen: students see it there, or a note or a correction alone shows it. */
  readonly place: 'shown' | 'noted' | null;
  /** Absent: nothing can be changed. */
  readonly onChoose: (() => void) | undefined;
  /** It stays with the teacher, and the ENT has it all the same. */
  readonly isAtEnt: boolean;
  /** Takes it from there; absent: nothing can be changed. */
  readonly onWithdraw: (() => void) | undefined;
}

interface Props {
  readonly file: AttachedFile;
  readonly teacher?: TeacherChoice | undefined;
  readonly onOpen: () => void;
  readonly onOpenOutside: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
  readonly isKeptHere?: boolean;
}

/** One attached file: its name, its size before and after, and where it stands. */
export function AttachedRow(props: Props) {
  const { file, teacher, onOpen, onOpenOutside, onRemove, isKeptHere = false } = props;
  const { t } = useTranslation();
  const sizes = useSizesInWords(file);
  const { name } = file.document;
  const isForTeacher = teacher?.isForTeacher === true && teacher.place === null;
  const isAtEnt = teacher?.isAtEnt === true;
  return (
    <li className="attachments-row" data-testid="attachment">
      <div className="attachments-main">
        <button
          type="button"
          className="attachments-name"
          aria-label={t('attachments.open', { name })}
          onClick={onOpen}
        >
          {name}
        </button>
        <p className="attachments-detail">
          <span data-testid="attachment-sizes">{sizes}</span>
        </p>
        {isAtEnt ? (
          <AtEnt name={name} onWithdraw={teacher?.onWithdraw} />
        ) : isForTeacher ? (
          <p className="attachments-detail">{t('attachments.teacher.kept')}</p>
        ) : null}
      </div>
      {onOpenOutside === undefined ? null : <OutsideButton file={file} onUse={onOpenOutside} />}
      {teacher === undefined ? null : <TeacherButton name={name} teacher={teacher} />}
      <SyncMark
        state={file.sync}
        isCompact
        isKeptHere={isKeptHere || (!isAtEnt && (isForTeacher || teacher?.place === 'noted'))}
      />
      {onRemove === undefined ? null : (
        <Tooltip label={t('attachments.remove', { name })}>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('attachments.remove', { name })}
            onClick={onRemove}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

/** What its teacher keeps is where students see it: said plainly, with the way to take it away. */
function AtEnt({ name, onWithdraw }: { name: string; onWithdraw: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="attachments-at-ent" data-testid="attachment-at-ent">
      <p>
        <IconAlertTriangle size={16} color="var(--cartable-amber)" aria-hidden />
        {t('attachments.teacher.atEnt')}
      </p>
      {onWithdraw === undefined ? null : (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={t('attachments.teacher.withdrawNamed', { name })}
          onClick={onWithdraw}
          data-testid="attachment-withdraw"
        >
          {t('attachments.teacher.withdraw')}
        </Button>
      )}
    </div>
  );
}

/** A lock: closed for what stays with the teacher. */
function TeacherButton({ name, teacher }: { name: string; teacher: TeacherChoice }) {
  const { t } = useTranslation();
  const { isForTeacher, place, onChoose } = teacher;
  const isKept = place === null ? isForTeacher : place === 'noted';
  const Icon = isKept ? IconLock : IconLockOpen;
  return (
    <Tooltip label={t(`attachments.teacher.${place ?? 'only'}`)}>
      <ActionIcon
        variant={isKept ? 'light' : 'subtle'}
        aria-label={t('attachments.teacher.onlyNamed', { name })}
        aria-pressed={isKept}
        aria-disabled={place !== null || onChoose === undefined || undefined}
        onClick={place === null ? onChoose : undefined}
        data-testid="attachment-teacher"
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** For what is here, and other programs are for. */
function OutsideButton({ file: { document }, onUse }: { file: AttachedFile; onUse: () => void }) {
  const { t } = useTranslation();
  const { name, isLocal } = document;
  if (!isLocal || !isOpenedOutside(name)) return null;
  return (
    <Tooltip label={t('attachments.outside.open')}>
      <ActionIcon
        variant="subtle"
        aria-label={t('attachments.outside.openNamed', { name })}
        onClick={onUse}
        data-testid="open-outside"
      >
        <IconExternalLink size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function useSizesInWords({ document, optimisation }: AttachedFile): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const reasonOf = useOptimiseReason();
  if (optimisation === null) return formats.size(document.sizeBytes);
  const { outcome, bytesBefore, bytesAfter, reason } = optimisation;
  if (outcome === 'optimised' && bytesAfter < bytesBefore) {
    return t('attachments.lighter', {
      before: formats.size(bytesBefore),
      after: formats.size(bytesAfter),
      percent: formats.percent(1 - bytesAfter / bytesBefore),
    });
  }
  const size = formats.size(document.sizeBytes);
  const why = reasonOf(reason);
  return why === null ? size : t('attachments.kept', { size, why });
}
