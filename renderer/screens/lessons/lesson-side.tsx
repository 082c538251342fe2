import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, LessonDetail } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { useSignal } from '../../app/signal.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';
import { AttachmentList } from '../../components/attachments/attachment-list.tsx';
import { HomeworkList } from './homework-list.tsx';
import { LessonGroups } from './lesson-groups.tsx';
import type { LessonSession } from './lesson-session.ts';
import { titleOf } from './lesson-title.ts';
import { MoodlePart } from './moodle/moodle-part.tsx';
import { PlanFields } from './progression/plan-fields.tsx';
import { PublicationPart } from './publication/publication-part.tsx';
import { useOpenOutside } from './use-open-outside.ts';
import { useTeacherDocuments } from './use-teacher-documents.ts';
import { WhenFields } from './when-fields.tsx';

interface Props {
  readonly session: LessonSession;
  readonly detail: LessonDetail | undefined;
  readonly classes: readonly ClassGroup[];
  readonly isReadOnly: boolean;
}

/** Beside the text: for whom and when, published or not, documents, homework. */
export function LessonSide({ session, detail, classes, isReadOnly }: Props) {
  const { t } = useTranslation();
  const fields = useSignal(session.fields);
  const lessonId = useSignal(session.lessonId);
  const { classGroupId, startsAt } = fields;
  const name = titleOf(fields);
  const chosen = classes.find(({ id }) => id === classGroupId);
  const detach = useDetach(session);
  const openOutside = useOpenOutside();
  const isMoodle = useIsMoodle();
  const resources = detail?.resources ?? [];
  const own = resources.filter(({ homeworkId }) => homeworkId === null);
  const teacherOf = useTeacherDocuments({ session, detail, isReadOnly });
  return (
    <aside className="lesson-side" aria-label={t('lessons.editor.side')}>
      <div className="lesson-part">
        <Select
          label={t('lessons.editor.classGroup')}
          // Name and subject together are wider than the field.
          description={chosen?.subject}
          data={classes.map(({ id, name: className }) => ({ value: id, label: className }))}
          renderOption={({ option }) => (
            <ClassChoice classGroup={classes.find(({ id }) => id === option.value)} />
          )}
          value={classGroupId}
          allowDeselect={false}
          readOnly={isReadOnly}
          onChange={(value) => {
            if (value !== null)
              session.set({ classGroupId: value }, t('lessons.undo.class', { title: name }));
          }}
          data-testid="lesson-class"
        />
        <WhenFields
          startsAt={startsAt}
          isReadOnly={isReadOnly}
          onChange={(value) => session.set({ startsAt: value }, t('lessons.undo.when', { title: name }))}
        />
        <LessonGroups lessonId={lessonId} classGroupId={classGroupId} startsAt={startsAt} />
        {isMoodle ? (
          <MoodlePart session={session} detail={detail} isReadOnly={isReadOnly} />
        ) : (
          <PublicationPart session={session} detail={detail} isReadOnly={isReadOnly} />
        )}
      </div>
      <section className="lesson-part" aria-label={t('lessons.documents.title')}>
        <h2>{t('lessons.documents.title')}</h2>
        {own.length > 0 ? null : <p className="lesson-hint">{t('lessons.documents.hint')}</p>}
        <AttachmentList
          label={t('lessons.documents.title')}
          files={own}
          incoming={session.incoming}
          isReadOnly={isReadOnly}
          onRemove={detach}
          onOpenOutside={openOutside}
          teacherOf={teacherOf}
          isKeptHere={isMoodle}
        />
      </section>
      <PlanFields session={session} isReadOnly={isReadOnly} />
      <HomeworkList session={session} resources={resources} isReadOnly={isReadOnly} onDetach={detach} />
    </aside>
  );
}

function ClassChoice({ classGroup }: { classGroup: ClassGroup | undefined }) {
  const { t } = useTranslation();
  return classGroup === undefined ? null : <span>{t('lessons.editor.classChoice', classGroup)}</span>;
}

/** Takes a document off the lesson; « Annuler » puts it back. */
function useDetach(session: LessonSession): (file: AttachedFile) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return ({ id: resourceId, document }) => {
    const lessonId = session.lessonId.get() ?? '';
    const again = async () =>
      queryClient.invalidateQueries({ queryKey: engine.lessons.get.queryKey({ input: { lessonId } }) });
    const detach = async () => {
      await engineClient.lessons.detach({ resourceId });
      await again();
    };
    const reattach = async () => {
      await engineClient.lessons.reattach({ resourceId });
      await again();
    };
    const label = t('attachments.removed', { name: document.name });
    detach().then(() => toasts.undoable({ label, undo: reattach, redo: detach }), toasts.failed);
  };
}
