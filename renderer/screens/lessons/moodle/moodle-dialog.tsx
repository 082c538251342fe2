import { Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Deposit, MoodleCourse } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { queryClient } from '../../../app/query-client.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { AnnouncementRow } from './announcement-row.tsx';
import { CourseContents } from './course-contents.tsx';
import { DepositRow } from './deposit-row.tsx';
import { LeftList } from './left-list.tsx';
import './moodle.css';

interface Props {
  readonly lessonId: string;
  readonly onClose: () => void;
}

/** What a course at Moodle takes of a lesson, what is there already, and what else is in the course. */
export function MoodleDialog({ lessonId, onClose }: Props) {
  const { t } = useTranslation();
  const asked = engine.moodle.course.queryOptions({ input: { lessonId } });
  // Asked of Moodle each time that it is opened: what is there may have changed.
  const course = useQuery({ ...asked, gcTime: 0, staleTime: Number.POSITIVE_INFINITY, retry: false });
  const bring = useMutation({
    mutationFn: (deposit: Deposit) => engineClient.moodle.deposit({ lessonId, deposit }),
    onSuccess: (now) => queryClient.setQueryData(asked.queryKey, now),
    // Of what failed half of it may be there.
    onError: () => void course.refetch(),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('lessons.moodle.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="lesson-moodle-dialog"
    >
      <p className="lesson-hint">{t('lessons.moodle.hint')}</p>
      <ErrorNotice error={bring.error} />
      <QueryView
        query={course}
        show={(now) => (
          <>
            <Deposits course={now} isBusy={bring.isPending} onDeposit={(deposit) => bring.mutate(deposit)} />
            <p role="status" className="lesson-hint" data-testid="moodle-done">
              {bring.isSuccess ? t('lessons.moodle.done') : null}
            </p>
            <CourseContents course={now} />
          </>
        )}
      />
    </Modal>
  );
}

interface DepositsProps {
  readonly course: MoodleCourse;
  readonly isBusy: boolean;
  readonly onDeposit: (deposit: Deposit) => void;
}

/** The ways that the course allows, and the package that goes everywhere. */
function Deposits({ course: { event, forums, files, staying }, isBusy, onDeposit }: DepositsProps) {
  const { t } = useTranslation();
  const isNothing = event === null && forums.length === 0 && files === null;
  return (
    <>
      {isNothing ? <p data-testid="moodle-nothing">{t('lessons.moodle.nothing')}</p> : null}
      <LeftList title={t('lessons.moodle.left.nowhere')} documents={staying} />
      <ul className="moodle-deposits">
        {event === null ? null : (
          <DepositRow
            name={t('lessons.moodle.event')}
            hint={t('lessons.moodle.eventHint')}
            state={event}
            again={t('lessons.moodle.replace')}
            isBusy={isBusy}
            onDeposit={() => onDeposit({ as: 'event' })}
          />
        )}
        {forums.map((forum) => (
          <AnnouncementRow
            key={forum.id}
            forum={forum}
            hasFiles={files !== null}
            isBusy={isBusy}
            onDeposit={onDeposit}
          />
        ))}
        {files === null ? null : (
          <DepositRow
            name={t('lessons.moodle.files')}
            hint={t('lessons.moodle.filesHint')}
            state={files}
            again={t('lessons.moodle.complete')}
            isBusy={isBusy}
            onDeposit={() => onDeposit({ as: 'files' })}
          />
        )}
      </ul>
      <p className="lesson-hint">{t('lessons.moodle.package')}</p>
    </>
  );
}
