import { ActionIcon, Button, NumberInput, Select, Textarea, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { handIn as handIns, type Resource } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useSignal } from '../../app/signal.ts';
import { useToasts } from '../../app/toasts.tsx';
import { homeworkGivenAgain } from '../../app/undo-steps.ts';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';
import { AttachmentList } from '../../components/attachments/attachment-list.tsx';
import { useKeptCursor } from '../../components/kept-cursor.ts';
import { type DueChoice, lessonDueWith } from './due/due-choices.ts';
import { DueField, useDueChoices } from './due/due-field.tsx';
import { HomeworkGradingPart } from './graded/homework-grading.tsx';
import type { HomeworkDraft } from './homework-drafts.ts';
import type { LessonSession } from './lesson-session.ts';
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
  const choices = useDueChoices(fields);
  const add = () => {
    // Where the class has no timetable, the same hour a week later.
    session.homework.add(choices[0]?.startsAt ?? fromWallTime(addDays(toWallTime(fields.startsAt), 7)));
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
          choices={choices}
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

interface RowProps extends Pick<Props, 'resources' | 'onDetach'> {
  readonly draft: HomeworkDraft;
  readonly number: number;
  readonly classGroupId: string;
  readonly lessonId: string | null;
  readonly choices: readonly DueChoice[];
  readonly isReadOnly: boolean;
  readonly onRemove: () => void;
}

function HomeworkRow({ draft, number, classGroupId, lessonId, isReadOnly, ...rest }: RowProps) {
  const { dueAt } = useSignal(draft.fields);
  return (
    <div className="lesson-homework" data-testid="homework">
      <HomeworkText draft={draft} number={number} isReadOnly={isReadOnly} />
      <HomeworkFoot
        draft={draft}
        number={number}
        choices={rest.choices}
        isReadOnly={isReadOnly}
        onRemove={rest.onRemove}
      />
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

function HomeworkText({ draft, number, isReadOnly }: Pick<RowProps, 'draft' | 'number' | 'isReadOnly'>) {
  const { t } = useTranslation();
  const { text } = useSignal(draft.fields);
  const field = useRef<HTMLTextAreaElement>(null);
  useKeptCursor(field, draft.fields, (fields) => fields.text);
  return (
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
  );
}

/** When it is due, how long it takes, how it is handed in. */
function HomeworkFoot({
  draft,
  number,
  choices,
  isReadOnly,
  onRemove,
}: Omit<RowProps, 'classGroupId' | 'lessonId' | 'resources' | 'onDetach'>) {
  const { t } = useTranslation();
  const { dueAt, expectedMinutes, handIn } = useSignal(draft.fields);
  const lesson = lessonDueWith(dueAt, choices);
  return (
    <>
      <div className="lesson-homework-foot">
        <DueField
          dueAt={dueAt}
          number={number}
          choices={choices}
          isReadOnly={isReadOnly}
          onChange={(value) => draft.change({ dueAt: value })}
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
        <Select
          className="lesson-homework-hand-in"
          label={t('lessons.homework.handIn')}
          placeholder={t('lessons.homework.notHandedIn')}
          data={handIns.options.map((value) => ({ value, label: t(`lessons.homework.handedIn.${value}`) }))}
          value={handIn}
          clearable
          readOnly={isReadOnly}
          onChange={(value) => draft.change({ handIn: value })}
          data-testid="homework-hand-in"
        />
        {isReadOnly ? null : (
          <Tooltip label={t('lessons.homework.remove', { number })}>
            <ActionIcon
              variant="subtle"
              color="red"
              size={36}
              aria-label={t('lessons.homework.remove', { number })}
              onClick={onRemove}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {lesson?.lessonTitle == null ? null : (
        <p className="lesson-hint" data-testid="homework-due-hint">
          {t('lessons.homework.dueHint', { title: lesson.lessonTitle })}
        </p>
      )}
    </>
  );
}

/** What was joined to it. Nothing can be before a word of it is saved. */
function HomeworkDocuments({
  draft,
  number,
  isReadOnly,
  resources,
  onDetach,
}: Omit<RowProps, 'classGroupId' | 'lessonId' | 'choices' | 'onRemove'>) {
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
