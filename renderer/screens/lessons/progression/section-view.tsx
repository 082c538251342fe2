import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/use-formats.ts';
import { LessonTile } from './lesson-tile.tsx';
import { SectionMenu } from './section-menu.tsx';
import type { SectionProps } from './section-props.ts';
import { progressOf } from './sections.ts';

/** A sequence of a class, with its lessons; or those in none. */
export function SectionView(props: SectionProps) {
  const { section, moves, now, isReadOnly, onOpen, classGroupName: classGroup } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const { sequence, lessons } = section;
  const { done, planned } = progressOf(section, now);
  const title = sequence?.title ?? t('progression.loose');
  // Below the heading of its class where there is one.
  const Heading = classGroup === null ? 'h3' : 'h4';
  // A lesson lets its own place be told by itself; what comes here is below the last one.
  const over = (event: DragEvent) => {
    if (moves.over(section, null)) event.preventDefault();
  };
  const [first, last] = [lessons[0], lessons.at(-1)];
  return (
    <section
      className="progression-section"
      aria-label={classGroup === null ? title : t('progression.inClass', { title, classGroup })}
      data-loose={sequence === null || undefined}
      data-sequence-id={sequence?.id}
      tabIndex={-1}
      data-testid="section"
      onDragOver={over}
      onDrop={(event) => {
        event.preventDefault();
        moves.drop();
      }}
    >
      <header>
        <Heading>{title}</Heading>
        {sequence === null || isReadOnly ? null : <SectionMenu {...props} sequence={sequence} />}
        <p>
          {t('progression.progress', { done, planned })}
          {first === undefined || last === undefined ? null : (
            <span>
              {t('progression.period', {
                first: formats.date(first.startsAt),
                last: formats.date(last.startsAt),
              })}
            </span>
          )}
        </p>
      </header>
      <ol>
        {lessons.map((lesson) => (
          <LessonTile key={lesson.id} lesson={lesson} {...props} />
        ))}
        <li className="progression-end" data-target={moves.isTarget(section, null) || undefined}>
          {isReadOnly || sequence === null ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              aria-label={t('progression.insert.into', { title })}
              onClick={() => onOpen({ kind: 'insert', section, beforeId: null })}
              data-testid="lesson-append"
            >
              {t('progression.insert.short')}
            </Button>
          )}
        </li>
      </ol>
    </section>
  );
}
