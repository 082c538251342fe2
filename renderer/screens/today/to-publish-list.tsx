import { Button, Title } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, LessonSummary } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { usePublishLesson } from '../lessons/publication/use-publish-lesson.ts';

interface Props {
  readonly assignments: readonly Assignment[];
  /** Drafts of sessions that have been, or are today. */
  readonly lessons: readonly LessonSummary[];
}

/** Of lessons and of grades at first: a fortnight of drafts in every class would push all that follows out of sight. */
const FIRST_ROWS = 3;

/** What is ready and students cannot read yet: grades to the last copy, and lessons; nothing when there is none. */
export function ToPublishList({ assignments, lessons }: Props) {
  const { t } = useTranslation();
  // A Moodle has no place for lessons.
  const drafts = useIsMoodle() ? [] : lessons;
  const [isWhole, setIsWhole] = useState(false);
  if (assignments.length + drafts.length === 0) return null;
  // One row more is no longer than the button that would show it.
  const mostOf = (count: number) =>
    isWhole || count === FIRST_ROWS + 1 ? count : Math.min(count, FIRST_ROWS);
  const [most, mostGrades] = [mostOf(drafts.length), mostOf(assignments.length)];
  const hidden = drafts.length + assignments.length - most - mostGrades;
  return (
    <section aria-labelledby="today-to-publish">
      <Title order={2} id="today-to-publish">
        {t('today.toPublish.title')}
      </Title>
      <ul className="today-list">
        {drafts.slice(0, most).map((lesson) => (
          <DraftRow key={lesson.id} lesson={lesson} />
        ))}
        {assignments.slice(0, mostGrades).map(({ id, title, classGroupName, gradedCount }) => (
          <li key={id} data-testid="today-to-publish">
            <a className="today-row" href={toHash({ screen: 'grading', assignmentId: id })}>
              <span className="today-row-main">
                <span className="today-row-title">{title}</span>
                <span className="today-row-detail">
                  {`${classGroupName} · ${t('today.toPublish.graded', { count: gradedCount })}`}
                </span>
              </span>
              <IconChevronRight className="today-row-chevron" size={18} aria-hidden />
            </a>
          </li>
        ))}
      </ul>
      {hidden === 0 ? null : (
        <Button
          className="today-more"
          variant="subtle"
          size="compact-sm"
          onClick={() => setIsWhole(true)}
          data-testid="today-to-publish-more"
        >
          {t('today.toPublish.more', { count: hidden })}
        </Button>
      )}
    </section>
  );
}

/** A lesson that its class cannot read: it is opened, or published at once. */
function DraftRow({ lesson }: { lesson: LessonSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const publish = usePublishLesson();
  const isReadOnly = useIsReadOnly();
  const { id, title, classGroupId, classGroupName, startsAt } = lesson;
  const publishNow = async () =>
    publish(lesson, [{ classGroupId, lessonId: id, startsAt, at: 'now', isCorrected: false }]);
  return (
    <li className="today-draft" data-testid="today-draft">
      <a className="today-row" href={toHash({ screen: 'lessons', lessonId: id })}>
        <span className="today-row-main">
          <span className="today-row-title">{title}</span>
          <span className="today-row-detail">
            {`${classGroupName} · ${t('today.toPublish.lesson', { date: formats.day(startsAt) })}`}
          </span>
        </span>
      </a>
      {isReadOnly ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('today.toPublish.publishNamed', { title, classGroup: classGroupName })}
          onClick={() => void publishNow()}
        >
          {t('today.toPublish.publish')}
        </Button>
      )}
    </li>
  );
}
