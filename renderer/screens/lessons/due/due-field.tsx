import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCalendarDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../../app/engine.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { DateField } from '../date-field.tsx';
import type { LessonFields } from '../lesson-session.ts';
import { type DueChoice, dueChoices } from './due-choices.ts';

/** Further than any school year goes on. */
const YEAR_MS = 366 * 86_400_000;
/** Sessions that are asked for: more are not offered. */
const SESSION_COUNT = 8;

interface Props {
  readonly dueAt: number;
  readonly number: number;
  readonly choices: readonly DueChoice[];
  readonly isReadOnly: boolean;
  readonly onChange: (dueAt: number) => void;
}

/** When homework is due: any day, or with a session of the class. */
export function DueField({ dueAt, number, choices, isReadOnly, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <DateField
        label={t('lessons.homework.due')}
        atMs={dueAt}
        isReadOnly={isReadOnly}
        onChange={onChange}
        testId="homework-due"
      />
      {isReadOnly || choices.length === 0 ? null : <SessionMenu {...{ dueAt, number, choices, onChange }} />}
    </>
  );
}

function SessionMenu({ dueAt, number, choices, onChange }: Omit<Props, 'isReadOnly'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const label = t('lessons.homework.dueWith', { number });
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="default" size={36} aria-label={label} data-testid="homework-due-with">
            <IconCalendarDown size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className="lesson-due-menu">
        {choices.map(({ startsAt, lessonTitle }) => (
          <Menu.Item
            key={startsAt}
            aria-current={startsAt === dueAt}
            onClick={() => onChange(startsAt)}
            data-testid="homework-due-session"
          >
            {formats.dateTime(startsAt)}
            {lessonTitle === null ? null : <small>{lessonTitle}</small>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The sessions and prepared lessons of a lesson's class that follow it. */
export function useDueChoices({ classGroupId, startsAt }: LessonFields): readonly DueChoice[] {
  const next = { classGroupId, afterMs: startsAt, count: SESSION_COUNT };
  const { data: sessions } = useQuery(engine.timetable.next.queryOptions({ input: next }));
  const span = { classGroupId, fromMs: startsAt, toMs: startsAt + YEAR_MS };
  const { data: lessons } = useQuery(engine.lessons.list.queryOptions({ input: span }));
  return dueChoices(startsAt, sessions ?? [], lessons ?? []);
}
