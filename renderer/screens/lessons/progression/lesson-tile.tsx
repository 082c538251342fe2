import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconCheck,
  IconClockExclamation,
  IconDots,
  IconEye,
  IconRowInsertTop,
  IconTrash,
} from '@tabler/icons-react';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedLesson } from '../../../../preload/contract/index.ts';
import { toHash } from '../../../app/routes.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import type { SectionProps } from './section-props.ts';
import { type Direction, KEY_OF } from './sections.ts';

interface Props extends SectionProps {
  readonly lesson: PlannedLesson;
}

/** A lesson on the board: a link to it, that moves by Alt and the arrows where it may move. */
export function LessonTile(props: Props) {
  const { lesson, section, sections, moves, now, isReadOnly } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const { id, title, startsAt, isSettled, minutes } = lesson;
  const canMove = !isSettled && !isReadOnly;
  const over = (event: DragEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const next = section.lessons[section.lessons.indexOf(lesson) + 1]?.id ?? null;
    const isAbove = event.clientY < box.top + box.height / 2;
    if (!moves.over(section, isAbove ? id : next)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.altKey ? KEY_OF[event.key] : undefined;
    if (direction === undefined || !canMove) return;
    event.preventDefault();
    moves.go(sections, lesson, direction);
  };
  return (
    <li
      className="progression-tile"
      data-target={moves.isTarget(section, id) || undefined}
      data-dragged={moves.dragged?.id === id || undefined}
      data-settled={isSettled || undefined}
      draggable={canMove}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', title);
        moves.start(lesson, section.classGroupId);
      }}
      onDragEnd={moves.end}
      onDragOver={over}
      data-testid="tile"
    >
      <a
        href={toHash({ screen: 'lessons', lessonId: id })}
        draggable={false}
        data-lesson-id={id}
        aria-keyshortcuts={canMove ? 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight' : undefined}
        onKeyDown={onKeyDown}
      >
        <span className="progression-when">
          {t('progression.tile.when', { day: formats.shortDay(startsAt), time: formats.time(startsAt) })}
        </span>
        <span className="progression-name">{title}</span>
        <TileState lesson={lesson} now={now} />
        {minutes === null ? null : (
          <span className="progression-when">{t('progression.tile.minutes', { count: minutes })}</span>
        )}
      </a>
      {canMove ? <TileMenu {...props} /> : null}
    </li>
  );
}

/** Why a lesson stays where it is, or should not. */
function TileState({ lesson, now }: { lesson: PlannedLesson; now: number }) {
  const { t } = useTranslation();
  const { startsAt, isPublished, isOffTimetable } = lesson;
  if (isOffTimetable)
    return (
      <span className="progression-state" data-off>
        <IconClockExclamation size={14} color="var(--cartable-amber)" aria-hidden />
        {t('progression.tile.off')}
      </span>
    );
  if (startsAt <= now)
    return (
      <span className="progression-state">
        <IconCheck size={14} aria-hidden />
        {t('progression.tile.done')}
      </span>
    );
  return isPublished ? (
    <span className="progression-state">
      <IconEye size={14} aria-hidden />
      {t('progression.tile.published')}
    </span>
  ) : null;
}

const DIRECTIONS: readonly (readonly [Direction, typeof IconArrowUp])[] = [
  ['earlier', IconArrowUp],
  ['later', IconArrowDown],
  ['previous', IconArrowLeft],
  ['next', IconArrowRight],
];

/** The same moves for whoever neither drags nor knows the keys, and what else becomes of a lesson. */
function TileMenu({ lesson, section, sections, moves, edits, onOpen }: Props) {
  const { t } = useTranslation();
  const { id: lessonId, title } = lesson;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          className="progression-menu"
          variant="subtle"
          size={26}
          aria-label={t('progression.tile.menu', { title })}
          data-testid="tile-menu"
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {DIRECTIONS.map(([direction, Icon]) => (
          <Menu.Item
            key={direction}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => moves.go(sections, lesson, direction)}
          >
            {t(`progression.tile.${direction}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconRowInsertTop size={16} aria-hidden />}
          onClick={() => onOpen({ kind: 'insert', section, beforeId: lessonId })}
          data-testid="lesson-insert"
        >
          {t('progression.insert.before')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() =>
            void edits.take(
              section.classGroupId,
              { kind: 'remove', lessonId },
              t('progression.done.taken', { title }),
            )
          }
          data-testid="lesson-take"
        >
          {t('progression.tile.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
