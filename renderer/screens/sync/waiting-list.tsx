import { Button, Title } from '@mantine/core';
import {
  IconCalendarEvent,
  IconChevronRight,
  IconFileText,
  IconHomeEdit,
  IconMessage,
  IconNumber,
  IconPaperclip,
  IconProgressCheck,
  IconSend,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EntityKind, LaneStatus, WaitingEdit } from '../../../preload/contract/index.ts';
import { entityKind } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { LaneList } from './lane-list.tsx';
import { useUndoableTaking } from './use-undoable-taking.ts';

const ICONS: Record<EntityKind, typeof IconNumber> = {
  grade: IconNumber,
  comment: IconMessage,
  feedback: IconFileText,
  lesson: IconCalendarEvent,
  resource: IconPaperclip,
  homework: IconHomeEdit,
  assessment: IconSend,
  handling: IconProgressCheck,
};

/**
 * What a Moodle tells its student of. No parameter of its service turns that off (mod/assign/locallib.php, `apply_grade_to_user`: without
 * `sendstudentnotifications` it notifies, « e.g. webservices »); its cron waits for the release, and for the end of anonymity.
 */
const NOTICED: ReadonlySet<EntityKind> = new Set<EntityKind>(['grade', 'comment', 'feedback']);

interface Group {
  readonly entity: EntityKind;
  readonly state: WaitingEdit['state'];
  readonly edits: readonly WaitingEdit[];
  /** The ENT wants to hear of none of them before, epoch ms; null: they go with their lane. */
  readonly deferredUntil: number | null;
}

interface Props {
  readonly edits: readonly WaitingEdit[];
  /** When each kind of thing goes by itself. */
  readonly lanes: readonly LaneStatus[];
  readonly isInMaintenance: boolean;
  /** More stands above. */
  readonly hasOthers: boolean;
  /** What answers now is not the ENT that has received everything. */
  readonly isOtherEnt: boolean;
}

/** What waits for the next exchange: when it goes and why, then by kind; each line opens to its names. */
export function WaitingList({ edits, lanes, isInMaintenance, hasOthers, isOtherEnt }: Props) {
  const { t } = useTranslation();
  const isMoodle = useIsMoodle();
  const groups = groupEdits(edits);
  const none = isOtherEnt ? 'nonePlain' : 'none';
  return (
    <section aria-labelledby="sync-waiting">
      <Title order={2} id="sync-waiting">
        {t('sync.waiting.title')}
      </Title>
      {groups.length === 0 ? (
        <p className="sync-note">{t(`sync.waiting.${hasOthers ? 'noneElse' : none}`)}</p>
      ) : (
        <>
          <LaneList lanes={lanes} isInMaintenance={isInMaintenance} />
          {isMoodle && edits.some(({ entity }) => NOTICED.has(entity)) ? (
            <p className="sync-note" data-testid="moodle-notices">
              {t('sync.waiting.notices')}
            </p>
          ) : null}
          <ul className="sync-rows">
            {groups.map((group) => (
              <li key={keyOf(group)}>
                <WaitingGroup group={group} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function WaitingGroup({ group }: { group: Group }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const deferral = useDeferralWords();
  const Icon = ICONS[group.entity];
  const documentBytes = group.edits.reduce((sum, edit) => sum + edit.documentBytes, 0);
  return (
    <details className="sync-group">
      <summary className="sync-group-line">
        <IconChevronRight className="sync-group-chevron" size={16} aria-hidden />
        <Icon className="sync-quiet" size={18} stroke={1.6} aria-hidden />
        <span className="sync-group-count">
          {t(`sync.waiting.entity.${group.entity}`, { count: group.edits.length })}
        </span>
        <span className="sync-quiet">
          {group.state === 'sealed' ? `${t('sync.waiting.sealed')} ` : null}
          {group.deferredUntil === null ? null : `${deferral(group.deferredUntil)} `}
          {documentBytes === 0 ? null : t('sync.waiting.documents', { size: formats.size(documentBytes) })}
        </span>
      </summary>
      <ul className="sync-group-names">
        {group.edits.map((edit) => (
          <WaitingName key={edit.opId} edit={edit} />
        ))}
      </ul>
    </details>
  );
}

/** Until when the ENT asks to wait, in one sentence. */
function useDeferralWords(): (untilMs: number) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (untilMs) => {
    const [day, time] = [formats.day(untilMs), formats.time(untilMs)];
    return day === formats.day(now)
      ? t('sync.waiting.deferred', { time })
      : t('sync.waiting.deferredToDay', { day, time });
  };
}

/** One edit, and its undo as long as nothing of it was sent. */
function WaitingName({ edit }: { edit: WaitingEdit }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const undoable = useUndoableTaking();
  const { opId, label } = edit;
  const takeBack = useMutation(
    engine.sync.takeBack.mutationOptions({
      onSuccess: (taken) =>
        undoable(t('sync.waiting.takenBack', { label }), taken, () => engineClient.sync.takeBack({ opId })),
      onError: toasts.failed,
    }),
  );
  return (
    <li>
      <span>{edit.isDeletion ? t('sync.waiting.deletion', { label }) : label}</span>
      {edit.canTakeBack ? (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={t('sync.waiting.takeBackOf', { label })}
          loading={takeBack.isPending}
          onClick={() => takeBack.mutate({ opId })}
        >
          {t('sync.waiting.takeBack')}
        </Button>
      ) : null}
    </li>
  );
}

type GroupKey = Pick<WaitingEdit, 'entity' | 'state' | 'deferredUntil'>;

function keyOf({ entity, state, deferredUntil }: GroupKey): string {
  return `${entity} ${state} ${deferredUntil}`;
}

/** Groups by kind, by state, then by until when the ENT asks to wait; kinds in the contract's order. */
function groupEdits(edits: readonly WaitingEdit[]): readonly Group[] {
  const groups = new Map<string, GroupKey & { edits: WaitingEdit[] }>();
  for (const edit of edits) {
    const { entity, state, deferredUntil } = edit;
    const key = keyOf(edit);
    const group = groups.get(key) ?? { entity, state, deferredUntil, edits: [] };
    group.edits.push(edit);
    groups.set(key, group);
  }
  const order = entityKind.options;
  return [...groups.values()].toSorted((a, b) => order.indexOf(a.entity) - order.indexOf(b.entity));
}
