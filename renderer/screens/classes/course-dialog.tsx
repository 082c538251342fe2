import { ActionIcon, Group, Modal, Stack } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook, StudentCourse } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import './course.css';
import { CourseAverages } from './course-averages.tsx';
import { CoursePlot } from './course-plot.tsx';
import { CourseSteps } from './course-steps.tsx';

interface Props {
  readonly gradebook: Gradebook;
  readonly studentId: string;
  readonly onClose: () => void;
}

/** What a student has made over the year; the arrows lead to the next student of the class. */
export function CourseDialog({ gradebook, studentId, onClose }: Props) {
  const { t } = useTranslation();
  const { students } = gradebook;
  const [place, setPlace] = useState(() => students.findIndex(({ id }) => id === studentId));
  const student = students[place];
  const course = useQuery(
    engine.classes.course.queryOptions({
      input: { classGroupId: gradebook.classGroup.id, studentId: student?.id ?? studentId },
      placeholderData: keepPreviousData,
    }),
  );
  const steps = [
    { step: -1, Icon: IconChevronLeft, label: t('classes.course.previous') },
    { step: 1, Icon: IconChevronRight, label: t('classes.course.next') },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`${student?.firstName ?? ''} ${student?.lastName ?? ''}`}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="course"
    >
      <Stack gap="md">
        <Group justify="space-between">
          <p className="course-class">{`${gradebook.classGroup.name} · ${gradebook.classGroup.subject}`}</p>
          <Group gap={4}>
            {steps.map(({ step, Icon, label }) => (
              <ActionIcon
                key={step}
                variant="default"
                size={32}
                aria-label={label}
                disabled={students[place + step] === undefined}
                onClick={() => setPlace(place + step)}
                data-autofocus={step === 1 ? true : undefined}
              >
                <Icon size={18} aria-hidden />
              </ActionIcon>
            ))}
          </Group>
        </Group>
        <QueryView query={course} show={(answer) => <Course course={answer} />} />
      </Stack>
    </Modal>
  );
}

function Course({ course }: { course: StudentCourse }) {
  const { t } = useTranslation();
  if (course.steps.every(({ cell }) => cell === null)) return <EmptyState text={t('classes.course.none')} />;
  return (
    <>
      <CourseAverages course={course} />
      <CoursePlot steps={course.steps} />
      <CourseSteps steps={course.steps} />
    </>
  );
}
