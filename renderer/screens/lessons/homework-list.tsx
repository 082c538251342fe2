import { ActionIcon, Button, NumberInput, Textarea, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { useToasts } from '../../app/toasts.tsx';
import { homeworkGivenAgain } from '../../app/undo-steps.ts';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';
import { AttachmentList } from '../../components/attachments/attachment-list.tsx';
import { useKeptCursor } from '../../components/kept-cursor.ts';
import { DateField } from './date-field.tsx';
import { HomeworkGradingPart } from './graded/homework-grading.tsx';
import type { HomeworkDraft } from './homework-drafts.ts';
import type { LessonFields, LessonSession } from './lesson-session.ts';
import { LoadPlot } from './load/load-plot.tsx';
import { addDays, fromWallTime, toWallTime } from './school-time.ts';
import { useOpenOutside } from './use-open-outside.ts';

/** 4000: what the contract takes. */
const TEXT_MAX_LENGTH = 4000;
/** Minutes that the contract takes. */
const MINUTES_MAX = 6000;

interface Props {
  readonly session: LessonSession;
  /** The documents of the lesson, those of its homework among them. */
  readonly resources: readonly Resource[];
  readonly onDetach: (file: AttachedFile) => void;
  readonly isReadOnly: boolean;
}

/** The homework given in the lesson, each with its day. */
export function HomeworkList({ session, resources, isReadOnly, onDetach }: Props) {
  const { t } = useTranslation();
  const drafts = useSignal(session.homework.list);
  const list = useRef<HTMLElement>(null);
  const remove = useRemoveHomework(session);
  const fields = useSignal(session.fields);
  const lessonId = useSignal(session.lessonId);
  const due = useNextSession(fields);
  const add = () => {
    session.homework.add(due);
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('textarea') ?? [])].at(-1)?.focus());
  };
  return (
    <section ref={list} className="lesson-part" aria-label={t('lessons.homework.title')}>
      <h2>{t('lessons.homework.title')}</h2>
      {drafts.map((draft, index) => (
        <HomeworkRow
          key={draft.key}
          draft={draft}
          number={index + 1}
          classGroupId={fields.classGroupId}
          lessonId={lessonId}
          isReadOnly={isReadOnly}
          resources={resources}
          onDetach={onDetach}
          onRemove={() => remove(draft)}
        />
      ))}
      {isReadOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          data-testid="homework-add"
          onClick={add}
        >
          {t('lessons.homework.add')}
        </Button>
      )}
    </section>
  );
}

/** The class's next session by the timetable; where there is none, the same hour a week later. */
function useNextSession({ classGroupId, startsAt }: LessonFields): number {
  const input = { classGroupId, afterMs: startsAt, count: 1 };
  const { data } = useQuery(engine.timetable.next.queryOptions({ input }));
  return data?.[0]?.startsAt ?? fromWallTime(addDays(toWallTime(startsAt), 7));
}

interface RowProps extends Pick<Props, 'resources' | 'onDetach'> {
  readonly draft: HomeworkDraft;
  readonly number: number;
  readonly classGroupId: string;
  readonly lessonId: string | null;
  readonly isReadOnly: boolean;
  readonly onRemove: () => void;
}

function HomeworkRow({ draft, number, classGroupId, lessonId, isReadOnly, ...rest }: RowProps) {
  const { t } = useTranslation();
  const { text, dueAt, expectedMinutes } = useSignal(draft.fields);
  const field = useRef<HTMLTextAreaElement>(null);
  useKeptCursor(field, draft.fields, (fields) => fields.text);
  return (
    <div className="lesson-homework" data-testid="homework">
      <Textarea
        ref={field}
        aria-label={t('lessons.homework.text', { number })}
        placeholder={t('lessons.homework.placeholder')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={TEXT_MAX_LENGTH}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => draft.change({ text: event.currentTarget.value })}
        onBlur={() => void draft.autosave.flush()}
        data-testid="homework-text"
      />
      <div className="lesson-homework-foot">
        <DateField
          label={t('lessons.homework.due')}
          atMs={dueAt}
          isReadOnly={isReadOnly}
          onChange={(value) => draft.change({ dueAt: value })}
          testId="homework-due"
        />
        <NumberInput
          className="lesson-homework-minutes"
          label={t('lessons.homework.minutes')}
          min={1}
          max={MINUTES_MAX}
          step={5}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          readOnly={isReadOnly}
          value={expectedMinutes ?? ''}
          onChange={(value) => draft.change({ expectedMinutes: Number(value) || null })}
          onBlur={() => void draft.autosave.flush()}
          data-testid="homework-minutes"
        />
        {isReadOnly ? null : (
          <Tooltip label={t('lessons.homework.remove', { number })}>
            <ActionIcon
              variant="subtle"
              color="red"
              size={36}
              aria-label={t('lessons.homework.remove', { number })}
              onClick={rest.onRemove}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <HomeworkDocuments
        draft={draft}
        number={number}
        isReadOnly={isReadOnly}
        resources={rest.resources}
        onDetach={rest.onDetach}
      />
      <HomeworkGradingPart draft={draft} lessonId={lessonId} number={number} isReadOnly={isReadOnly} />
      <LoadPlot classGroupId={classGroupId} dueAt={dueAt} />
    </div>
  );
}

/** What was joined to it. Nothing can be before a word of it is saved. */
function HomeworkDocuments({
  draft,
  number,
  isReadOnly,
  resources,
  onDetach,
}: Omit<RowProps, 'classGroupId' | 'lessonId' | 'onRemove'>) {
  const { t } = useTranslation();
  const openOutside = useOpenOutside();
  const isMoodle = useIsMoodle();
  useSignal(draft.autosave.state);
  const { id } = draft;
  const label = t('lessons.homework.documents', { number });
  if (id === null) return null;
  return (
    <section className="lesson-homework-documents" aria-label={label}>
      <AttachmentList
        label={label}
        files={resources.filter(({ homeworkId }) => homeworkId === id)}
        incoming={draft.incoming}
        isReadOnly={isReadOnly}
        onRemove={onDetach}
        onOpenOutside={openOutside}
        isKeptHere={isMoodle}
        isOfFiles
      />
    </section>
  );
}

/** Takes homework away; « Annuler » gives it again, under its own id. */
function useRemoveHomework(session: LessonSession): (draft: HomeworkDraft) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const remove = async (draft: HomeworkDraft) => {
    // A first save under way would otherwise bring back what is being removed.
    await draft.autosave.flush();
    const { id, saved } = draft;
    const lessonId = session.lessonId.get();
    session.homework.drop(draft);
    if (id === null || saved === null || lessonId === null) return;
    const takeAway = async () => engineClient.lessons.removeHomework({ homeworkId: id });
    await takeAway();
    toasts.undoable({
      label: t('lessons.undo.homework'),
      undo: async () => engineClient.lessons.saveHomework({ id, lessonId, ...homeworkGivenAgain(saved) }),
      redo: takeAway,
    });
  };
  return (draft) => void remove(draft).catch(toasts.failed);
}
